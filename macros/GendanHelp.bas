Attribute VB_Name = "GendanHelp"
Option Explicit
' Help of the cell functions in Excel's function wizard; GendanUdfs tells what to say.

Private mName As String
Private mHelp As String
Private mArguments() As String
Private mCount As Long

Public Sub GendanDescribe(ByVal functionName As String, ByVal codeUnits As String)
    mName = functionName
    mHelp = GendanText(codeUnits)
    mCount = 0
End Sub

Public Sub GendanArgument(ByVal codeUnits As String)
    ReDim Preserve mArguments(0 To mCount)
    mArguments(mCount) = GendanText(codeUnits)
    mCount = mCount + 1
End Sub

Public Sub GendanDescribed(ByVal category As String)
    ' Help is a courtesy: where Excel refuses it, the functions work all the same.
    On Error Resume Next
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & mName, Description:=mHelp, _
        Category:=GendanText(category), ArgumentDescriptions:=mArguments
End Sub

Public Function GendanText(ByVal codeUnits As String) As String
    ' Text that is not ASCII, from four hexadecimal digits a character.
    Dim i As Long
    Dim joined As String
    For i = 1 To Len(codeUnits) Step 4
        joined = joined & ChrW(Val("&H" & Mid(codeUnits, i, 4)))
    Next i
    GendanText = joined
End Function
