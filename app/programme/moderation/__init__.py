"""Moderation: which audits are drawn for it, who may moderate them, both judgements, and challenges."""
