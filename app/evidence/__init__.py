"""Evidence packs: files that prove themselves, put together from stored events and the ledger's proofs."""
