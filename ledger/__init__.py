"""The ledger: a Merkle tree over the stored events, from which anybody can prove that the log was not changed."""
