"""The monthly, quarterly and yearly report: put together once as a document, written from it in every form."""
