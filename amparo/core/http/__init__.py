"""What every door over HTTP shares: problems, the reader, paging."""
