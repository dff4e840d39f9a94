Attribute VB_Name = "GendanRibbon"
Option Explicit
' Written by: gendan generate

Public Const GENDAN_NO_WORKBOOK As String = "8BF7514862535F004E00672C8DDF53555DE54F5C7C3F3002"
Public Const GENDAN_NO_PYTHON As String = "8FD86CA167095B8988C5597DFF1A8BF75728547D4EE4884C8FD0884C002000670065006E00640061006E00200061006400640069006E00200069006E007300740061006C006CFF0C7136540E91CD65B062535F0000200045007800630065006C3002"
Public Const GENDAN_BAD_NAME As String = "5DE54F5C7C3F768465874EF6540D91CC670900200024002000600020007C00205F1553F7621653CD659C6760FF0C8BF76539540D540E518D8BD53002"

Public Sub GendanCheck(control As IRibbonControl)
    GendanPress "check", True
End Sub


Public Sub GendanSchedule(control As IRibbonControl)
    GendanPress "schedule", True
End Sub


Public Sub GendanToday(control As IRibbonControl)
    GendanPress "today", True
End Sub


Public Sub GendanAllocate(control As IRibbonControl)
    GendanPress "allocate", True
End Sub


Public Sub GendanMessage(control As IRibbonControl)
    GendanPress "message", True
End Sub


Public Sub GendanUndo(control As IRibbonControl)
    GendanPress "undo", True
End Sub


Public Sub GendanVoid(control As IRibbonControl)
    GendanPress "void", True
End Sub


Public Sub GendanQuotation(control As IRibbonControl)
    GendanPress "quotation", True
End Sub


Public Sub GendanSpecialOrder(control As IRibbonControl)
    GendanPress "special-order", True
End Sub


Public Sub GendanSampleNote(control As IRibbonControl)
    GendanPress "sample-note", True
End Sub


Public Sub GendanProductionOrder(control As IRibbonControl)
    GendanPress "production-order", True
End Sub


Public Sub GendanMaterialIssue(control As IRibbonControl)
    GendanPress "material-issue", True
End Sub


Public Sub GendanPickList(control As IRibbonControl)
    GendanPress "pick-list", True
End Sub


Public Sub GendanDeliveryNote(control As IRibbonControl)
    GendanPress "delivery-note", True
End Sub


Public Sub GendanReleaseNote(control As IRibbonControl)
    GendanPress "release-note", True
End Sub


Public Sub GendanSalesNote(control As IRibbonControl)
    GendanPress "sales-note", True
End Sub


Public Sub GendanPackingList(control As IRibbonControl)
    GendanPress "packing-list", True
End Sub


Public Sub GendanCommercialInvoice(control As IRibbonControl)
    GendanPress "commercial-invoice", True
End Sub


Public Sub GendanAcceptance(control As IRibbonControl)
    GendanPress "acceptance", True
End Sub


Public Sub GendanRectification(control As IRibbonControl)
    GendanPress "rectification", True
End Sub


Public Sub GendanReturnRequest(control As IRibbonControl)
    GendanPress "return-request", True
End Sub


Public Sub GendanReturnNote(control As IRibbonControl)
    GendanPress "return-note", True
End Sub


Public Sub GendanOrderChange(control As IRibbonControl)
    GendanPress "order-change", True
End Sub


Public Sub GendanChange(control As IRibbonControl)
    GendanPress "change", True
End Sub


Public Sub GendanChangeAssessment(control As IRibbonControl)
    GendanPress "change-assessment", True
End Sub


Public Sub GendanComplaintReport(control As IRibbonControl)
    GendanPress "complaint-report", True
End Sub


Public Sub GendanIncidentReport(control As IRibbonControl)
    GendanPress "incident-report", True
End Sub


Public Sub GendanStatement(control As IRibbonControl)
    GendanPress "statement", True
End Sub


Public Sub GendanMonthlyStatement(control As IRibbonControl)
    GendanPress "monthly-statement", True
End Sub


Public Sub GendanInvoiceRequest(control As IRibbonControl)
    GendanPress "invoice-request", True
End Sub


Public Sub GendanPaymentReminder(control As IRibbonControl)
    GendanPress "payment-reminder", True
End Sub


Public Sub GendanCustomerRecord(control As IRibbonControl)
    GendanPress "customer-record", True
End Sub


Public Sub GendanOnTime(control As IRibbonControl)
    GendanPress "on-time", True
End Sub


Public Sub GendanShipments(control As IRibbonControl)
    GendanPress "shipments", True
End Sub


Public Sub GendanAgeing(control As IRibbonControl)
    GendanPress "ageing", True
End Sub


Public Sub GendanStatementSummary(control As IRibbonControl)
    GendanPress "statement-summary", True
End Sub


Public Sub GendanSalesSummary(control As IRibbonControl)
    GendanPress "sales-summary", True
End Sub


Public Sub GendanOtif(control As IRibbonControl)
    GendanPress "otif", True
End Sub


Public Sub GendanMilestones(control As IRibbonControl)
    GendanPress "milestones", True
End Sub


Public Sub GendanDelays(control As IRibbonControl)
    GendanPress "delays", True
End Sub


Public Sub GendanCapacity(control As IRibbonControl)
    GendanPress "capacity", True
End Sub


Public Sub GendanPrices(control As IRibbonControl)
    GendanPress "prices", True
End Sub


Public Sub GendanUnsigned(control As IRibbonControl)
    GendanPress "unsigned", True
End Sub


Public Sub GendanIncidents(control As IRibbonControl)
    GendanPress "incidents", True
End Sub


Public Sub GendanTodaySheet(control As IRibbonControl)
    GendanPress "today-sheet", True
End Sub


Public Sub GendanBoardSheet(control As IRibbonControl)
    GendanPress "board-sheet", True
End Sub


Public Sub GendanGanttSheet(control As IRibbonControl)
    GendanPress "gantt-sheet", True
End Sub


Public Sub GendanProgressSheet(control As IRibbonControl)
    GendanPress "progress-sheet", True
End Sub


Public Sub GendanSettings(control As IRibbonControl)
    GendanPress "settings", True
End Sub


Public Sub GendanGuide(control As IRibbonControl)
    GendanPress "guide", True
End Sub
