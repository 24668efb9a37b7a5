"""The only code that changes an action: answers, owners, targets, evidence, duplicates, reminders."""
