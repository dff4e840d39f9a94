Attribute VB_Name = "GendanRun"
Option Explicit
' What every ribbon button shares. ASCII only: VBA text is stored in the Windows code page.
' Words for the user come from GendanRibbon as hexadecimal code units.

Private mRibbon As Object
Private mHelpDone As Boolean

Public Sub GendanOnLoad(ribbon As IRibbonUI)
    Set mRibbon = ribbon
End Sub

Public Sub GendanRefresh()
    ' Asks Excel to evaluate the enabling rules anew; after a VBA reset there is no ribbon to ask.
    If Not mRibbon Is Nothing Then mRibbon.Invalidate
End Sub

Public Sub GendanWorkbookActivated()
    ' The function wizard takes help only while a workbook is open.
    GendanRefresh
    If Not mHelpDone Then
        mHelpDone = True
        GendanDescribeFunctions
    End If
End Sub

Public Sub GendanHasWorkbook(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Not (ActiveWorkbook Is Nothing)
End Sub

Public Sub GendanHasRange(control As IRibbonControl, ByRef returnedVal)
    returnedVal = False
    If Not ActiveWorkbook Is Nothing Then returnedVal = (TypeName(Selection) = "Range")
End Sub

Public Sub GendanPress(ByVal verb As String, ByVal needsBook As Boolean)
    ' RunPython tells Python the name of the workbook in front, so there must be one.
    If ActiveWorkbook Is Nothing And Not needsBook Then Workbooks.Add
    If ActiveWorkbook Is Nothing Then
        GendanSay GENDAN_NO_WORKBOOK
    ElseIf GendanInterpreter() = "" Then
        GendanSay GENDAN_NO_PYTHON
    ElseIf Not GendanPlainName(ActiveWorkbook.Name) Then
        GendanSay GENDAN_BAD_NAME
    Else
        RunPython "import gendan_xl.ribbon; gendan_xl.ribbon.run('" & verb & "')"
    End If
End Sub

Public Function GendanPlainName(ByVal bookName As String) As Boolean
    ' The name goes through the shell: characters that mean something there are refused.
    Dim i As Integer
    GendanPlainName = True
    For i = 1 To Len(bookName)
        If InStr("$`|" & Chr(34) & "\", Mid(bookName, i, 1)) > 0 Then GendanPlainName = False
    Next i
End Function

Private Function GendanInterpreter() As String
    #If Mac Then
        GendanInterpreter = GetConfig("INTERPRETER_MAC")
    #Else
        GendanInterpreter = GetConfig("INTERPRETER_WIN")
    #End If
End Function

Private Sub GendanSay(ByVal codeUnits As String)
    MsgBox GendanText(codeUnits), vbExclamation, "gendan"
End Sub
