<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ClipboardController</name>
    <message numerus="yes">
        <source>it is longer than %Ln characters</source>
        <translation>
            <numerusform>it is longer than %Ln character</numerusform>
            <numerusform>it is longer than %Ln characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>it is shorter than %Ln characters</source>
        <translation>
            <numerusform>it is shorter than %Ln character</numerusform>
            <numerusform>it is shorter than %Ln characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ComparisonController</name>
    <message numerus="yes">
        <source>Compares on what the history shows: the newest %Ln texts at most.</source>
        <translation>
            <numerusform>Compares on what the history shows: %Ln text at most.</numerusform>
            <numerusform>Compares on what the history shows: the newest %Ln texts at most.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ComparisonWindow</name>
    <message numerus="yes">
        <source>%Ln differ</source>
        <translation>
            <numerusform>%Ln differs</numerusform>
            <numerusform>%Ln differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{first} and {second} agree on {share} of %Ln texts; {differing}.</source>
        <translation>
            <numerusform>{first} and {second} agree on {share} of %Ln text; {differing}.</numerusform>
            <numerusform>{first} and {second} agree on {share} of %Ln texts; {differing}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CorrectingController</name>
    <message numerus="yes">
        <source>%Ln corrections</source>
        <translation>
            <numerusform>%Ln correction</numerusform>
            <numerusform>%Ln corrections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Corrected %Ln answers to {label} ({corrections} so far).</source>
        <translation>
            <numerusform>Corrected to {label} ({corrections} so far).</numerusform>
            <numerusform>Corrected %Ln answers to {label} ({corrections} so far).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took %Ln corrections back.</source>
        <translation>
            <numerusform>Took the correction back.</numerusform>
            <numerusform>Took %Ln corrections back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %Ln corrected texts to {folder}, in TweetEval&apos;s layout.</source>
        <translation>
            <numerusform>Wrote %Ln corrected text to {folder}, in TweetEval&apos;s layout.</numerusform>
            <numerusform>Wrote %Ln corrected texts to {folder}, in TweetEval&apos;s layout.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CorrectionOffer</name>
    <message numerus="yes">
        <source>You have %Ln corrections. Fine-tune on them? You see how long it takes before it starts, and your current model stays.</source>
        <translation>
            <numerusform>You have %Ln correction. Fine-tune on it? You see how long it takes before it starts, and your current model stays.</numerusform>
            <numerusform>You have %Ln corrections. Fine-tune on them? You see how long it takes before it starts, and your current model stays.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EstimatePage</name>
    <message numerus="yes">
        <source>%Ln texts ({shares}).</source>
        <translation>
            <numerusform>%Ln text ({shares}).</numerusform>
            <numerusform>%Ln texts ({shares}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tokens in the middle, {most} at most</source>
        <translation>
            <numerusform>%Ln token in the middle, {most} at most</numerusform>
            <numerusform>%Ln tokens in the middle, {most} at most</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{time}, at most %Ln steps</source>
        <translation>
            <numerusform>{time}, at most %Ln step</numerusform>
            <numerusform>{time}, at most %Ln steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileExportController</name>
    <message numerus="yes">
        <source>%Ln of them could not be read</source>
        <translation>
            <numerusform>%Ln of them could not be read</numerusform>
            <numerusform>%Ln of them could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with your correction</source>
        <translation>
            <numerusform>%Ln with your correction</numerusform>
            <numerusform>%Ln with your correction</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without an answer</source>
        <translation>
            <numerusform>%Ln without an answer</numerusform>
            <numerusform>%Ln without an answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exported %Ln rows</source>
        <translation>
            <numerusform>Exported %Ln row</numerusform>
            <numerusform>Exported %Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilesController</name>
    <message numerus="yes">
        <source>%Ln files of other kinds were passed over.</source>
        <translation>
            <numerusform>%Ln file of another kind was passed over.</numerusform>
            <numerusform>%Ln files of other kinds were passed over.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the first {taken} of %Ln files were taken.</source>
        <translation>
            <numerusform>Only the first {taken} of %Ln file were taken.</numerusform>
            <numerusform>Only the first {taken} of %Ln files were taken.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryExportController</name>
    <message numerus="yes">
        <source>Exported %Ln answers to {path}.</source>
        <translation>
            <numerusform>Exported %Ln answer to {path}.</numerusform>
            <numerusform>Exported %Ln answers to {path}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryMenu</name>
    <message numerus="yes">
        <source>For %Ln days</source>
        <translation>
            <numerusform>For %Ln day</numerusform>
            <numerusform>For %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message numerus="yes">
        <source>%Ln answers</source>
        <translation>
            <numerusform>%Ln answer</numerusform>
            <numerusform>%Ln answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InsightsController</name>
    <message numerus="yes">
        <source>All of the history: %Ln answers</source>
        <translation>
            <numerusform>All of the history: %Ln answer</numerusform>
            <numerusform>All of the history: %Ln answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>As the history is filtered: %Ln answers</source>
        <translation>
            <numerusform>As the history is filtered: %Ln answer</numerusform>
            <numerusform>As the history is filtered: %Ln answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeepingController</name>
    <message numerus="yes">
        <source>Deleted %Ln answers.</source>
        <translation>
            <numerusform>Deleted %Ln answer.</numerusform>
            <numerusform>Deleted %Ln answers.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelComparison</name>
    <message numerus="yes">
        <source>{accuracy} of %Ln texts right (accuracy) · {recall} macro-averaged recall</source>
        <translation>
            <numerusform>{accuracy} of %Ln text right (accuracy) · {recall} macro-averaged recall</numerusform>
            <numerusform>{accuracy} of %Ln texts right (accuracy) · {recall} macro-averaged recall</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LinesController</name>
    <message numerus="yes">
        <source>%Ln texts: {shares}</source>
        <translation>
            <numerusform>%Ln text: {shares}</numerusform>
            <numerusform>%Ln texts: {shares}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Classifying: {done} of %Ln texts</source>
        <translation>
            <numerusform>Classifying: {done} of %Ln text</numerusform>
            <numerusform>Classifying: {done} of %Ln texts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The model is unsure of %Ln of them.</source>
        <translation>
            <numerusform>The model is unsure of %Ln of them.</numerusform>
            <numerusform>The model is unsure of %Ln of them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OpenDialog</name>
    <message numerus="yes">
        <source>Label %Ln files</source>
        <translation>
            <numerusform>Label %Ln file</numerusform>
            <numerusform>Label %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Start %Ln files</source>
        <translation>
            <numerusform>Start %Ln file</numerusform>
            <numerusform>Start %Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultDialog</name>
    <message numerus="yes">
        <source>of %Ln texts the end was left out, as they are too long for the model</source>
        <translation>
            <numerusform>of %Ln text the end was left out, as it is too long for the model</numerusform>
            <numerusform>of %Ln texts the end was left out, as they are too long for the model</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RetentionController</name>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted %Ln answers that were older than {age}.</source>
        <translation>
            <numerusform>Deleted %Ln answer that was older than {age}.</numerusform>
            <numerusform>Deleted %Ln answers that were older than {age}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message numerus="yes">
        <source>%Ln tokens a second</source>
        <translation>
            <numerusform>%Ln token a second</numerusform>
            <numerusform>%Ln tokens a second</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextCount</name>
    <message numerus="yes">
        <source>%Ln characters</source>
        <translation>
            <numerusform>%Ln character</numerusform>
            <numerusform>%Ln characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextPane</name>
    <message numerus="yes">
        <source>%Ln characters were left out: here a line may have {line}, and a text {text}. Drop longer ones as a file.</source>
        <translation>
            <numerusform>%Ln character was left out: here a line may have {line}, and a text {text}. Drop longer ones as a file.</numerusform>
            <numerusform>%Ln characters were left out: here a line may have {line}, and a text {text}. Drop longer ones as a file.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %Ln lines: save them as a file and drop that here.</source>
        <translation>
            <numerusform>More than %Ln line: save them as a file and drop that here.</numerusform>
            <numerusform>More than %Ln lines: save them as a file and drop that here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take %Ln lines as %Ln texts</source>
        <translation>
            <numerusform>Take %Ln line as %Ln text</numerusform>
            <numerusform>Take %Ln lines as %Ln texts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>files</name>
    <message numerus="yes">
        <source>%Ln files wait</source>
        <translation>
            <numerusform>%Ln file waits</numerusform>
            <numerusform>%Ln files wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labelled</source>
        <translation>
            <numerusform>%Ln labelled</numerusform>
            <numerusform>%Ln labelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows could not be read</source>
        <translation>
            <numerusform>%Ln row could not be read</numerusform>
            <numerusform>%Ln rows could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have no text</source>
        <translation>
            <numerusform>%Ln row has no text</numerusform>
            <numerusform>%Ln rows have no text</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes</source>
        <translation>
            <numerusform>about %Ln minute</numerusform>
            <numerusform>about %Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln rows</source>
        <translation>
            <numerusform>about %Ln row</numerusform>
            <numerusform>about %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln seconds</source>
        <translation>
            <numerusform>about %Ln second</numerusform>
            <numerusform>about %Ln seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>insights</name>
    <message numerus="yes">
        <source>%Ln negative texts</source>
        <translation>
            <numerusform>%Ln negative text</numerusform>
            <numerusform>%Ln negative texts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln positive texts</source>
        <translation>
            <numerusform>%Ln positive text</numerusform>
            <numerusform>%Ln positive texts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Less than 60 % sure: {unsure} of %Ln answers ({share}).</source>
        <translation>
            <numerusform>Less than 60 % sure: {unsure} of %Ln answer ({share}).</numerusform>
            <numerusform>Less than 60 % sure: {unsure} of %Ln answers ({share}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln answers: {shares}.</source>
        <translation>
            <numerusform>Of %Ln answer: {shares}.</numerusform>
            <numerusform>Of %Ln answers: {shares}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tables</name>
    <message numerus="yes">
        <source>%Ln cells cleaned</source>
        <translation>
            <numerusform>%Ln cell cleaned</numerusform>
            <numerusform>%Ln cells cleaned</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cells cut</source>
        <translation>
            <numerusform>%Ln cell cut</numerusform>
            <numerusform>%Ln cells cut</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cells defused</source>
        <translation>
            <numerusform>%Ln cell defused</numerusform>
            <numerusform>%Ln cells defused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>training</name>
    <message numerus="yes">
        <source>%Ln texts to train on, {others} to evaluate on</source>
        <translation>
            <numerusform>%Ln text to train on, {others} to evaluate on</numerusform>
            <numerusform>%Ln texts to train on, {others} to evaluate on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes</source>
        <translation>
            <numerusform>about %Ln minute</numerusform>
            <numerusform>about %Ln minutes</numerusform>
        </translation>
    </message>
</context>
</TS>
