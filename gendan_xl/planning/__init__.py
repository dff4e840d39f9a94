"""From a ledger to the edits that put due dates, status, forecast and colours into its workbook (requirements 15-20)."""
