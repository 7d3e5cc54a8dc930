"""The lists of one's own work: tasks, deadlines, signatures and drafts."""
