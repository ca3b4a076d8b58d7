<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About Valence</source>
        <translation>Über Valence</translation>
    </message>
    <message>
        <source>Reads the sentiment of short texts with a language model that runs on this computer. No text leaves it.

Free software under the Apache License 2.0.</source>
        <translation>Erkennt die Stimmung kurzer Texte mit einem Sprachmodell, das auf diesem Computer läuft. Kein Text verlässt ihn.

Freie Software unter der Apache-Lizenz 2.0.</translation>
    </message>
</context>
<context>
    <name>AdapterController</name>
    <message>
        <source>Folder for the adapter</source>
        <translation>Ordner für den Adapter</translation>
    </message>
    <message>
        <source>The adapter is in {folder}.</source>
        <translation>Der Adapter liegt in {folder}.</translation>
    </message>
</context>
<context>
    <name>AskingController</name>
    <message>
        <source>Words are shaded only by the model that gave the answer.</source>
        <translation>Wörter werden nur von dem Modell hinterlegt, das geantwortet hat.</translation>
    </message>
</context>
<context>
    <name>BadRows</name>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Rows that could not be read</source>
        <translation>Zeilen, die nicht gelesen werden konnten</translation>
    </message>
    <message>
        <source>These are the first {shown} of {all}.</source>
        <translation>Das sind die ersten {shown} von {all}.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Grund</translation>
    </message>
</context>
<context>
    <name>BatchLine</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
</context>
<context>
    <name>ChoosePage</name>
    <message>
        <source> · not downloaded yet</source>
        <translation> · noch nicht geladen</translation>
    </message>
    <message>
        <source> · {size} of memory</source>
        <translation> · {size} Arbeitsspeicher</translation>
    </message>
    <message>
        <source>A few times through a few texts, in small batches.</source>
        <translation>Einige Male durch wenige Texte, in kleinen Stapeln.</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>Ein Ordner…</translation>
    </message>
    <message>
        <source>A name cannot have any of &lt; &gt; : &quot; / \ | ? *</source>
        <translation>Ein Name darf keines dieser Zeichen enthalten: &lt; &gt; : &quot; / \ | ? *</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Basismodell</translation>
    </message>
    <message>
        <source>Begin a new one</source>
        <translation>Einen neuen anfangen</translation>
    </message>
    <message>
        <source>Browse for the place of the run</source>
        <translation>Ort des Laufs auswählen</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Check data and estimate</source>
        <translation>Daten prüfen und abschätzen</translation>
    </message>
    <message>
        <source>Choose a folder for the run</source>
        <translation>Ordner für den Lauf wählen</translation>
    </message>
    <message>
        <source>Continue one in a folder…</source>
        <translation>Einen aus einem Ordner weitertrainieren…</translation>
    </message>
    <message>
        <source>Continue one on the Hub…</source>
        <translation>Einen vom Hub weitertrainieren…</translation>
    </message>
    <message>
        <source>Continue the one in use</source>
        <translation>Den verwendeten weitertrainieren</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene Werte</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Every setting by itself; rest the pointer on one to read what it does.</source>
        <translation>Jede Einstellung einzeln; verweile mit dem Zeiger darauf, um zu lesen, was sie bewirkt.</translation>
    </message>
    <message>
        <source>Fifty steps: enough to see whether the data are any good.</source>
        <translation>Fünfzig Schritte: genug, um zu sehen, ob die Daten etwas taugen.</translation>
    </message>
    <message>
        <source>Folder for the run</source>
        <translation>Ordner für den Lauf</translation>
    </message>
    <message>
        <source>Four times through the data, with a larger adapter and smaller steps.</source>
        <translation>Viermal durch die Daten, mit größerem Adapter und kleineren Schritten.</translation>
    </message>
    <message>
        <source>Hugging Face Hub…</source>
        <translation>Hugging Face Hub…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>Name des Laufs</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Quick try</source>
        <translation>Kurzer Versuch</translation>
    </message>
    <message>
        <source>Settings of the run</source>
        <translation>Einstellungen des Laufs</translation>
    </message>
    <message>
        <source>Short, for corrections</source>
        <translation>Kurz, für Korrekturen</translation>
    </message>
    <message>
        <source>The memory is what the weights take; the estimate counts what training adds</source>
        <translation>Der Speicher ist der für die Gewichte; die Schätzung rechnet dazu, was das Training braucht</translation>
    </message>
    <message>
        <source>There is a run or folder of this name already. Choose another name.</source>
        <translation>Es gibt schon einen Lauf oder Ordner dieses Namens. Wähle einen anderen.</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>Gründlich</translation>
    </message>
    <message>
        <source>Twice through the data. Ends early when nothing gets better.</source>
        <translation>Zweimal durch die Daten. Endet früher, wenn nichts mehr besser wird.</translation>
    </message>
</context>
<context>
    <name>ClipboardController</name>
    <message>
        <source>Clipboard mode is on, as you left it: texts that you copy are read.</source>
        <translation>Der Zwischenablage-Modus ist an, wie zuletzt eingestellt: Kopierte Texte werden gelesen.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>The last copy was passed over: {reason}.</source>
        <translation>Das zuletzt Kopierte wurde übergangen: {reason}.</translation>
    </message>
    <message numerus="yes">
        <source>it is longer than %Ln characters</source>
        <translation>
            <numerusform>er ist länger als %Ln Zeichen</numerusform>
            <numerusform>er ist länger als %Ln Zeichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>it is shorter than %Ln characters</source>
        <translation>
            <numerusform>er ist kürzer als %Ln Zeichen</numerusform>
            <numerusform>er ist kürzer als %Ln Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>The remembered settings of clipboard mode are not valid, so it is off.</source>
        <translation>Die gemerkten Einstellungen des Zwischenablage-Modus sind ungültig, deshalb ist er aus.</translation>
    </message>
    <message>
        <source>a password manager marked it as secret</source>
        <translation>ein Passwortmanager hat ihn als geheim gekennzeichnet</translation>
    </message>
    <message>
        <source>it has just been answered</source>
        <translation>er wurde gerade beantwortet</translation>
    </message>
    <message>
        <source>it is not text</source>
        <translation>es ist kein Text</translation>
    </message>
    <message>
        <source>it looks like a secret or a number</source>
        <translation>er sieht nach einem Geheimnis oder einer Nummer aus</translation>
    </message>
    <message>
        <source>it was copied in Valence</source>
        <translation>er wurde in Valence kopiert</translation>
    </message>
</context>
<context>
    <name>ClipboardControls</name>
    <message>
        <source>&amp;Clipboard</source>
        <translation>&amp;Zwischenablage</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Clipboard &amp;mode</source>
        <translation>Zwischenablage-&amp;Modus</translation>
    </message>
    <message>
        <source>Clipboard &amp;settings…</source>
        <translation>&amp;Einstellungen der Zwischenablage…</translation>
    </message>
    <message>
        <source>Clipboard mode on</source>
        <translation>Zwischenablage-Modus an</translation>
    </message>
    <message>
        <source>Clipboard mode on, while this window is in front</source>
        <translation>Zwischenablage-Modus an, solange dieses Fenster vorn ist</translation>
    </message>
    <message>
        <source>Clipboard mode paused</source>
        <translation>Zwischenablage-Modus angehalten</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Read nothing for now ({keys})</source>
        <translation>Vorerst nichts lesen ({keys})</translation>
    </message>
    <message>
        <source>Read the clipboard again ({keys})</source>
        <translation>Zwischenablage wieder lesen ({keys})</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Wiederaufnehmen</translation>
    </message>
</context>
<context>
    <name>ClipboardDialog</name>
    <message>
        <source>&amp;Keep the answers, with their texts</source>
        <translation>Die Antworten mit ihren Texten &amp;behalten</translation>
    </message>
    <message>
        <source>&amp;Texts of</source>
        <translation>&amp;Texte mit</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Clipboard mode</source>
        <translation>Zwischenablage-Modus</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>It passes over what a password manager marks as secret, what looks like a key, a password, a card or account number or a one-time code, files and pictures, and what you copy in Valence itself. A password made of plain words looks like any other text: pause the mode ({keys}) before you copy one.</source>
        <translation>Übergangen wird, was ein Passwortmanager als geheim kennzeichnet, was wie ein Schlüssel, ein Passwort, eine Karten- oder Kontonummer oder ein Einmalcode aussieht, außerdem Dateien, Bilder und was in Valence selbst kopiert wird. Ein Passwort aus gewöhnlichen Wörtern sieht aus wie jeder andere Text: Halte den Modus an ({keys}), bevor du eines kopierst.</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>Längster Text</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>On this desktop a program can see the clipboard only while its window is in front. So what you copied last is read when you come back to Valence.</source>
        <translation>Auf diesem Desktop sieht ein Programm die Zwischenablage nur, solange sein Fenster vorn ist. Was zuletzt kopiert wurde, wird deshalb bei der Rückkehr zu Valence gelesen.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Shortest text</source>
        <translation>Kürzester Text</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>When the window is &amp;closed</source>
        <translation>Beim &amp;Schließen des Fensters</translation>
    </message>
    <message>
        <source>While clipboard mode is on, Valence reads every text that you copy, in any program, and shows in the corner of the screen how it sounds. All of that happens on this computer, and nothing is stored unless you choose so below.</source>
        <translation>Solange der Zwischenablage-Modus an ist, liest Valence jeden Text, der in irgendeinem Programm kopiert wird, und zeigt in der Ecke des Bildschirms, wie er klingt. All das geschieht auf diesem Computer, und nichts wird gespeichert, wenn du es nicht unten so wählst.</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Clipboard mode is on</source>
        <translation>Zwischenablage-Modus ist an</translation>
    </message>
    <message>
        <source>It goes on from the tray; a click on its sign brings the window back.</source>
        <translation>Er läuft dann im Infobereich weiter; ein Klick auf das Symbol holt das Fenster zurück.</translation>
    </message>
    <message>
        <source>Keep Valence running for clipboard mode?</source>
        <translation>Soll Valence für den Zwischenablage-Modus weiterlaufen?</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>This desktop has no tray, so the window would stay, minimised.</source>
        <translation>Dieser Desktop hat keinen Infobereich; das Fenster bliebe daher minimiert.</translation>
    </message>
    <message>
        <source>Your answer is remembered; Clipboard settings change it.</source>
        <translation>Die Antwort wird gemerkt; die Einstellungen der Zwischenablage ändern sie.</translation>
    </message>
</context>
<context>
    <name>ClosingQuestion</name>
    <message>
        <source>Do not close</source>
        <translation>Nicht schließen</translation>
    </message>
    <message>
        <source>It can go on in the background, and is found again at the next start. If it is stopped, it can be resumed where it was.</source>
        <translation>Es kann im Hintergrund weiterlaufen und wird beim nächsten Start wiedergefunden. Wird es abgebrochen, lässt es sich dort fortsetzen, wo es war.</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Should the training go on when the window is closed?</source>
        <translation>Soll das Training weiterlaufen, wenn das Fenster geschlossen wird?</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Training is running</source>
        <translation>Ein Training läuft</translation>
    </message>
</context>
<context>
    <name>ColumnsForm</name>
    <message>
        <source>&amp;Compare with:</source>
        <translation>&amp;Vergleichen mit:</translation>
    </message>
    <message>
        <source>&amp;Date:</source>
        <translation>&amp;Datum:</translation>
    </message>
    <message>
        <source>&amp;Id:</source>
        <translation>&amp;Kennung:</translation>
    </message>
    <message>
        <source>&amp;Text:</source>
        <translation>&amp;Text:</translation>
    </message>
    <message>
        <source>(choose)</source>
        <translation>(wählen)</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(keine)</translation>
    </message>
    <message>
        <source>Right labels: negative, neutral, positive, or numbers for them</source>
        <translation>Richtige Labels: negative, neutral, positive oder Zahlen dafür</translation>
    </message>
    <message>
        <source>The texts to label</source>
        <translation>Die Texte, die eingestuft werden</translation>
    </message>
    <message>
        <source>What the source knows each text by</source>
        <translation>Wie die Quelle jeden Text bezeichnet</translation>
    </message>
    <message>
        <source>When each text was posted</source>
        <translation>Wann jeder Text veröffentlicht wurde</translation>
    </message>
</context>
<context>
    <name>ComparisonController</name>
    <message>
        <source>Export the comparison</source>
        <translation>Vergleich exportieren</translation>
    </message>
    <message numerus="yes">
        <source>Compares on what the history shows: the newest %Ln texts at most.</source>
        <translation>
            <numerusform>Verglichen wird auf dem, was der Verlauf zeigt: höchstens %Ln Text.</numerusform>
            <numerusform>Verglichen wird auf dem, was der Verlauf zeigt: höchstens die neuesten %Ln Texte.</numerusform>
        </translation>
    </message>
    <message>
        <source>Exported to {path}.</source>
        <translation>Nach {path} exportiert.</translation>
    </message>
    <message>
        <source>Needs about {needed} of memory beside the model in use; {free} are free.</source>
        <translation>Braucht etwa {needed} Speicher neben dem verwendeten Modell; {free} sind frei.</translation>
    </message>
    <message>
        <source>Reading the texts…</source>
        <translation>Die Texte werden gelesen …</translation>
    </message>
    <message>
        <source>The comparison was cancelled.</source>
        <translation>Der Vergleich wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The history shows no texts to compare on.</source>
        <translation>Der Verlauf zeigt keine Texte zum Vergleichen.</translation>
    </message>
</context>
<context>
    <name>ComparisonLine</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>Fortschritt des Vergleichs</translation>
    </message>
</context>
<context>
    <name>ComparisonWindow</name>
    <message numerus="yes">
        <source>%Ln differ</source>
        <translation>
            <numerusform>%Ln weicht ab</numerusform>
            <numerusform>%Ln weichen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>E&amp;xportieren …</translation>
    </message>
    <message>
        <source>Both models&apos; answers side by side</source>
        <translation>Antworten beider Modelle nebeneinander</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>Choose another model or adapter. Both answer the same texts.</source>
        <translation>Wähle ein anderes Modell oder einen anderen Adapter. Beide beantworten dieselben Texte.</translation>
    </message>
    <message>
        <source>Compare models</source>
        <translation>Modelle vergleichen</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Only what &amp;differs</source>
        <translation>Nur was a&amp;bweicht</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>Fortschritt des Vergleichs</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>What will be compared</source>
        <translation>Was verglichen wird</translation>
    </message>
    <message numerus="yes">
        <source>{first} and {second} agree on {share} of %Ln texts; {differing}.</source>
        <translation>
            <numerusform>{first} und {second} stimmen bei {share} von %Ln Text überein; {differing}.</numerusform>
            <numerusform>{first} und {second} stimmen bei {share} von %Ln Texten überein; {differing}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CornerNote</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>CorrectingController</name>
    <message numerus="yes">
        <source>%Ln corrections</source>
        <translation>
            <numerusform>%Ln Korrektur</numerusform>
            <numerusform>%Ln Korrekturen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Corrected %Ln answers to {label} ({corrections} so far).</source>
        <translation>
            <numerusform>Zu {label} korrigiert (bisher {corrections}).</numerusform>
            <numerusform>%Ln Antworten zu {label} korrigiert (bisher {corrections}).</numerusform>
        </translation>
    </message>
    <message>
        <source>Folder for the corrections</source>
        <translation>Ordner für die Korrekturen</translation>
    </message>
    <message numerus="yes">
        <source>Took %Ln corrections back.</source>
        <translation>
            <numerusform>Die Korrektur ist zurückgenommen.</numerusform>
            <numerusform>%Ln Korrekturen sind zurückgenommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %Ln corrected texts to {folder}, in TweetEval&apos;s layout.</source>
        <translation>
            <numerusform>%Ln korrigierten Text im Aufbau von TweetEval nach {folder} geschrieben.</numerusform>
            <numerusform>%Ln korrigierte Texte im Aufbau von TweetEval nach {folder} geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>CorrectionOffer</name>
    <message>
        <source>Look</source>
        <translation>Ansehen</translation>
    </message>
    <message numerus="yes">
        <source>You have %Ln corrections. Fine-tune on them? You see how long it takes before it starts, and your current model stays.</source>
        <translation>
            <numerusform>Es gibt %Ln Korrektur. Damit feinabstimmen? Wie lange es dauert, steht vor dem Start da, und das jetzige Modell bleibt erhalten.</numerusform>
            <numerusform>Es gibt %Ln Korrekturen. Damit feinabstimmen? Wie lange es dauert, steht vor dem Start da, und das jetzige Modell bleibt erhalten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CorrectionRow</name>
    <message>
        <source>Right is {label}</source>
        <translation>Richtig ist {label}</translation>
    </message>
    <message>
        <source>Right is:</source>
        <translation>Richtig ist:</translation>
    </message>
    <message>
        <source>Say that {label} is right; again takes it back</source>
        <translation>Sagen, dass {label} richtig ist; noch einmal nimmt es zurück</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Something went wrong in Valence</source>
        <translation>In Valence ist etwas schiefgegangen</translation>
    </message>
    <message>
        <source>This is a defect in Valence, not something you did. You can go on working. If you report it, the text below helps. Read it first: a message in it can hold a piece of what you classified.</source>
        <translation>Das ist ein Fehler in Valence und nicht deine Schuld. Du kannst weiterarbeiten. Wenn du ihn meldest, hilft der Text unten. Lies ihn vorher: Eine Meldung darin kann ein Stück von dem enthalten, was du eingestuft hast.</translation>
    </message>
</context>
<context>
    <name>DataChoice</name>
    <message>
        <source>45,615 labelled tweets, and 2,000 to evaluate on.</source>
        <translation>45.615 Tweets mit Labels, und 2.000 zum Auswerten.</translation>
    </message>
    <message>
        <source>A file with columns…</source>
        <translation>Eine Datei mit Spalten…</translation>
    </message>
    <message>
        <source>A folder like TweetEval&apos;s…</source>
        <translation>Ein Ordner wie der von TweetEval…</translation>
    </message>
    <message>
        <source>Browse for data</source>
        <translation>Daten auswählen</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>CSV, TSV, JSON lines or XLSX</source>
        <translation>CSV, TSV, JSON-Zeilen oder XLSX</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Column of the labels</source>
        <translation>Spalte der Labels</translation>
    </message>
    <message>
        <source>Column of the texts</source>
        <translation>Spalte der Texte</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Downloaded once.</source>
        <translation>Werden einmal heruntergeladen.</translation>
    </message>
    <message>
        <source>Folder or file of the data</source>
        <translation>Ordner oder Datei der Daten</translation>
    </message>
    <message>
        <source>Folder with train_text.txt and train_labels.txt</source>
        <translation>Ordner mit train_text.txt und train_labels.txt</translation>
    </message>
    <message>
        <source>Labels are negative, neutral and positive, or 0, 1 and 2.</source>
        <translation>Labels sind negative, neutral und positive oder 0, 1 und 2.</translation>
    </message>
    <message>
        <source>Mixed with sample tweets as the current model labels them, so that it forgets little. Some corrections are held out to judge the result by.</source>
        <translation>Gemischt mit Beispiel-Tweets, wie das jetzige Modell sie einordnet, damit es wenig vergisst. Einige Korrekturen werden zurückgehalten, um das Ergebnis daran zu messen.</translation>
    </message>
    <message>
        <source>Mixed with tweets of TweetEval, so that the model forgets little. Some corrections are held out to judge the result by.</source>
        <translation>Gemischt mit Tweets aus TweetEval, damit das Modell wenig vergisst. Einige Korrekturen werden zurückgehalten, um das Ergebnis daran zu messen.</translation>
    </message>
    <message>
        <source>My corrections ({number})</source>
        <translation>Meine Korrekturen ({number})</translation>
    </message>
    <message>
        <source>My corrections ({number}) and TweetEval</source>
        <translation>Meine Korrekturen ({number}) und TweetEval</translation>
    </message>
    <message>
        <source>One tweet a line, one label a line: 0 negative, 1 neutral, 2 positive.</source>
        <translation>Ein Tweet je Zeile, ein Label je Zeile: 0 negativ, 1 neutral, 2 positiv.</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>There are not enough corrections yet. Choose an answer in the history and press 1, 2 or 3 to say what is right.</source>
        <translation>Es gibt noch nicht genug Korrekturen. Wähle eine Antwort im Verlauf und drücke 1, 2 oder 3, um zu sagen, was richtig ist.</translation>
    </message>
    <message>
        <source>They are on this computer.</source>
        <translation>Sie sind auf diesem Computer.</translation>
    </message>
    <message>
        <source>TweetEval, from the Hugging Face Hub</source>
        <translation>TweetEval vom Hugging Face Hub</translation>
    </message>
</context>
<context>
    <name>DateChoice</name>
    <message>
        <source>From … to …</source>
        <translation>Von … bis …</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>Letzte 365 Tage</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
</context>
<context>
    <name>DaysDialog</name>
    <message>
        <source>&amp;From:</source>
        <translation>&amp;Von:</translation>
    </message>
    <message>
        <source>&amp;To:</source>
        <translation>&amp;Bis:</translation>
    </message>
    <message>
        <source>Answers of some days</source>
        <translation>Antworten bestimmter Tage</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
</context>
<context>
    <name>DownloadBar</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>End the download; what has arrived is kept</source>
        <translation>Den Download beenden; was schon da ist, bleibt erhalten</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>waiting…</source>
        <translation>wartet…</translation>
    </message>
    <message>
        <source>{action} the download of {model}</source>
        <translation>{action}: Download von {model}</translation>
    </message>
</context>
<context>
    <name>DownloadOffer</name>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>You are using the small built-in model (right about 2 times in 3 on TweetEval). {model} is 80 times larger and should be more accurate, though the author of its adapter gives no figures; it needs a {size} download.</source>
        <translation>Im Einsatz ist das kleine eingebaute Modell (auf TweetEval etwa 2 von 3 Mal richtig). {model} ist 80-mal größer und sollte genauer sein, auch wenn der Urheber des Adapters keine Zahlen nennt; dafür ist ein Download von {size} nötig.</translation>
    </message>
</context>
<context>
    <name>EstimatePage</name>
    <message>
        <source>Another training is running; side by side both are slower.</source>
        <translation>Ein anderes Training läuft; nebeneinander sind beide langsamer.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Estimating</source>
        <translation>Abschätzung</translation>
    </message>
    <message numerus="yes">
        <source>%Ln texts ({shares}).</source>
        <translation>
            <numerusform>%Ln Text ({shares}).</numerusform>
            <numerusform>%Ln Texte ({shares}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tokens in the middle, {most} at most</source>
        <translation>
            <numerusform>%Ln Token in der Mitte, höchstens {most}</numerusform>
            <numerusform>%Ln Tokens in der Mitte, höchstens {most}</numerusform>
        </translation>
    </message>
    <message>
        <source>First bad row: line {line} of {file}, {why}.</source>
        <translation>Erste fehlerhafte Zeile: Zeile {line} von {file}, {why}.</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>Längen</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Reading the data and timing a few steps…</source>
        <translation>Die Daten werden gelesen und einige Schritte gemessen…</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>Taken from the same data.</source>
        <translation>Denselben Daten entnommen.</translation>
    </message>
    <message>
        <source>There is no graphics card that could train; one is many times quicker.</source>
        <translation>Keine Grafikkarte kann hier trainieren; mit einer ginge es um ein Vielfaches schneller.</translation>
    </message>
    <message>
        <source>This packaged Valence trains on the processor; an NVIDIA card is many times quicker. To use one, get the source code and run these two lines there:</source>
        <translation>Dieses fertig gepackte Valence trainiert auf dem Prozessor; mit einer NVIDIA-Karte ginge es um ein Vielfaches schneller. Um eine zu nutzen, hol dir den Quelltext und führe dort diese zwei Zeilen aus:</translation>
    </message>
    <message>
        <source>This run cannot be started</source>
        <translation>Dieser Lauf kann nicht gestartet werden</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>To evaluate on</source>
        <translation>Zum Auswerten</translation>
    </message>
    <message>
        <source>To train on</source>
        <translation>Zum Trainieren</translation>
    </message>
    <message>
        <source>What is not on this computer yet is downloaded first.</source>
        <translation>Was noch nicht auf diesem Rechner ist, wird zuerst heruntergeladen.</translation>
    </message>
    <message>
        <source>{needed} needed, {free} free</source>
        <translation>{needed} nötig, {free} frei</translation>
    </message>
    <message>
        <source>{time} on this computer</source>
        <translation>{time} auf diesem Computer</translation>
    </message>
    <message numerus="yes">
        <source>{time}, at most %Ln steps</source>
        <translation>
            <numerusform>{time}, höchstens %Ln Schritt</numerusform>
            <numerusform>{time}, höchstens %Ln Schritte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExplanationView</name>
    <message>
        <source>&lt;p&gt;Each word is left out in turn and the model is asked again; the number says how much less (+) or more (−) it then leans to its label (change of the log-odds). Leaving a word out also breaks the sentence, so this is a hint, not a proof.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Jedes Wort wird der Reihe nach weggelassen und das Modell noch einmal gefragt; die Zahl sagt, wie viel weniger (+) oder mehr (−) es dann zu seinem Label neigt (Änderung der Log-Odds). Ein Wort wegzulassen zerreißt auch den Satz; es ist also ein Hinweis, kein Beweis.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>How is this made?</source>
        <translation>Wie entsteht das?</translation>
    </message>
    <message>
        <source>No single word made a difference: what is left of the text says the same.</source>
        <translation>Kein einzelnes Wort machte einen Unterschied: Was vom Text übrig bleibt, sagt dasselbe.</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>&amp;Format:</source>
        <translation>F&amp;ormat:</translation>
    </message>
    <message>
        <source>&amp;Mark as Unicode, for Excel (byte order mark)</source>
        <translation>Für Excel als &amp;Unicode kennzeichnen (Byte Order Mark)</translation>
    </message>
    <message>
        <source>A text that begins like a formula gets an apostrophe before it, so that a spreadsheet program does not run it</source>
        <translation>Ein Text, der wie eine Formel beginnt, bekommt ein Apostroph davor, damit eine Tabellenkalkulation ihn nicht ausführt</translation>
    </message>
    <message>
        <source>All columns and rows as they are, and after them: sentiment, confidence, three probabilities and the model, and your corrections where there are any.</source>
        <translation>Alle Spalten und Zeilen, wie sie sind, und dahinter: Stimmung, Sicherheit, drei Wahrscheinlichkeiten und das Modell, dazu deine Korrekturen, wo es welche gibt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export {file}</source>
        <translation>{file} exportieren</translation>
    </message>
    <message>
        <source>Make &amp;formulas harmless</source>
        <translation>&amp;Formeln entschärfen</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Without it Excel shows “cafÃ©” for “café”; other programs do not need it</source>
        <translation>Ohne sie zeigt Excel „cafÃ©“ statt „café“; andere Programme brauchen sie nicht</translation>
    </message>
</context>
<context>
    <name>FileExportController</name>
    <message numerus="yes">
        <source>%Ln with your correction</source>
        <translation>
            <numerusform>%Ln mit deiner Korrektur</numerusform>
            <numerusform>%Ln mit deiner Korrektur</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without an answer</source>
        <translation>
            <numerusform>%Ln ohne Antwort</numerusform>
            <numerusform>%Ln ohne Antwort</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>Exported %Ln rows</source>
        <translation>
            <numerusform>Exportiert: %Ln Zeile</numerusform>
            <numerusform>Exportiert: %Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>exporting · {share}</source>
        <translation>wird exportiert · {share}</translation>
    </message>
    <message>
        <source>The export was cancelled.</source>
        <translation>Der Export wurde abgebrochen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them could not be read</source>
        <translation>
            <numerusform>%Ln davon konnte nicht gelesen werden</numerusform>
            <numerusform>%Ln davon konnten nicht gelesen werden</numerusform>
        </translation>
    </message>
    <message>
        <source>exporting…</source>
        <translation>wird exportiert…</translation>
    </message>
</context>
<context>
    <name>FilesController</name>
    <message numerus="yes">
        <source>%Ln files of other kinds were passed over.</source>
        <translation>
            <numerusform>%Ln Datei anderer Art wurde übergangen.</numerusform>
            <numerusform>%Ln Dateien anderer Art wurden übergangen.</numerusform>
        </translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Files cannot be labelled while the history cannot be kept: their answers are stored there until they are exported. `valence classify` works without.</source>
        <translation>Dateien können nicht eingestuft werden, solange der Verlauf nicht gespeichert werden kann: Dort liegen ihre Antworten, bis sie exportiert werden. `valence classify` funktioniert ohne.</translation>
    </message>
    <message>
        <source>In private mode no answers are kept, and those of files are needed for the export. Leave private mode, then open the file again.</source>
        <translation>Im privaten Modus werden keine Antworten behalten; die von Dateien werden aber für den Export gebraucht. Beende den privaten Modus und öffne die Datei noch einmal.</translation>
    </message>
    <message>
        <source>Keep answers again</source>
        <translation>Antworten wieder behalten</translation>
    </message>
    <message>
        <source>Labelling is paused. {why}</source>
        <translation>Das Einstufen ist angehalten. {why}</translation>
    </message>
    <message numerus="yes">
        <source>Only the first {taken} of %Ln files were taken.</source>
        <translation>
            <numerusform>Nur die ersten {taken} von %Ln Datei wurden genommen.</numerusform>
            <numerusform>Nur die ersten {taken} von %Ln Dateien wurden genommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused: {files}, at row {row}.</source>
        <translation>Angehalten: {files}, bei Zeile {row}.</translation>
    </message>
    <message>
        <source>There is no file with texts: {endings}.</source>
        <translation>Es ist keine Datei mit Texten dabei: {endings}.</translation>
    </message>
    <message>
        <source>{files} goes on at row {row}, where it stopped when Valence ended.</source>
        <translation>{files} geht bei Zeile {row} weiter, wo es beim Ende von Valence aufgehört hat.</translation>
    </message>
    <message>
        <source>{file} is paused: in private mode no answers are kept. Continuing it keeps its answers all the same.</source>
        <translation>{file} ist angehalten: Im privaten Modus werden keine Antworten behalten. Wird fortgesetzt, bleiben die Antworten dennoch erhalten.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open files of texts</source>
        <translation>Dateien mit Texten öffnen</translation>
    </message>
    <message>
        <source>Tables and texts</source>
        <translation>Tabellen und Texte</translation>
    </message>
    <message>
        <source>That file is being labelled already.</source>
        <translation>Diese Datei wird schon eingestuft.</translation>
    </message>
</context>
<context>
    <name>HistoryExportController</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export what is shown</source>
        <translation>Angezeigtes exportieren</translation>
    </message>
    <message numerus="yes">
        <source>Exported %Ln answers to {path}.</source>
        <translation>
            <numerusform>%Ln Antwort nach {path} exportiert.</numerusform>
            <numerusform>%Ln Antworten nach {path} exportiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Exporting… {done} of {all}</source>
        <translation>Wird exportiert… {done} von {all}</translation>
    </message>
    <message>
        <source>The export was cancelled. Nothing was written.</source>
        <translation>Der Export wurde abgebrochen. Nichts wurde geschrieben.</translation>
    </message>
</context>
<context>
    <name>HistoryFilterBar</name>
    <message>
        <source>Corrected</source>
        <translation>Korrigiert</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete the selected answers</source>
        <translation>Die ausgewählten Antworten löschen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Finds answers whose text has all these words. Words in quotation marks, as in &quot;not good&quot;, have to stand together.</source>
        <translation>Findet Antworten, deren Text alle diese Wörter enthält. Wörter in Anführungszeichen wie &quot;nicht gut&quot; müssen beieinanderstehen.</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Less than {confidence} sure</source>
        <translation>Weniger als {confidence} sicher</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Not corrected</source>
        <translation>Nicht korrigiert</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Verlauf durchsuchen</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
</context>
<context>
    <name>HistoryMenu</name>
    <message>
        <source>&amp;Export what is shown…</source>
        <translation>An&amp;gezeigtes exportieren…</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>&amp;Keep answers</source>
        <translation>Antworten &amp;behalten</translation>
    </message>
    <message>
        <source>&amp;Private mode</source>
        <translation>&amp;Privater Modus</translation>
    </message>
    <message>
        <source>C&amp;lear the history</source>
        <translation>Verlauf &amp;leeren</translation>
    </message>
    <message>
        <source>Export &amp;corrections…</source>
        <translation>&amp;Korrekturen exportieren…</translation>
    </message>
    <message numerus="yes">
        <source>For %Ln days</source>
        <translation>
            <numerusform>%Ln Tag lang</numerusform>
            <numerusform>%Ln Tage lang</numerusform>
        </translation>
    </message>
    <message>
        <source>For ever</source>
        <translation>Für immer</translation>
    </message>
    <message>
        <source>Hi&amp;story</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>New answers are shown and not kept</source>
        <translation>Neue Antworten werden gezeigt, aber nicht behalten</translation>
    </message>
</context>
<context>
    <name>HistoryTable</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Correct to {label}</source>
        <translation>Zu {label} korrigieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>History of answers</source>
        <translation>Verlauf der Antworten</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Take the correction back</source>
        <translation>Korrektur zurücknehmen</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message numerus="yes">
        <source>%Ln answers</source>
        <translation>
            <numerusform>%Ln Antwort</numerusform>
            <numerusform>%Ln Antworten</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Keep answers again</source>
        <translation>Antworten wieder behalten</translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>Nichts passt.</translation>
    </message>
    <message>
        <source>Private mode: new answers are not kept.</source>
        <translation>Privater Modus: Neue Antworten werden nicht behalten.</translation>
    </message>
    <message>
        <source>Your answers are listed here and kept on this computer. Classify a text to see the first one.</source>
        <translation>Hier stehen deine Antworten; sie bleiben auf diesem Computer. Stufe einen Text ein, um die erste zu sehen.</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>wird gesucht…</translation>
    </message>
    <message>
        <source>{found} of {all}</source>
        <translation>{found} von {all}</translation>
    </message>
</context>
<context>
    <name>InsightsController</name>
    <message>
        <source>Copied the table. It can be pasted into a spreadsheet.</source>
        <translation>Tabelle kopiert. Sie lässt sich in eine Tabellenkalkulation einfügen.</translation>
    </message>
    <message numerus="yes">
        <source>All of the history: %Ln answers</source>
        <translation>
            <numerusform>Der ganze Verlauf: %Ln Antwort</numerusform>
            <numerusform>Der ganze Verlauf: %Ln Antworten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>As the history is filtered: %Ln answers</source>
        <translation>
            <numerusform>Wie der Verlauf gefiltert ist: %Ln Antwort</numerusform>
            <numerusform>Wie der Verlauf gefiltert ist: %Ln Antworten</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied “{title}” as a picture.</source>
        <translation>„{title}“ als Bild kopiert.</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt…</translation>
    </message>
    <message>
        <source>Nothing matches the history&apos;s filters, so there is nothing to draw.</source>
        <translation>Zu den Filtern des Verlaufs passt nichts, also gibt es nichts zu zeichnen.</translation>
    </message>
    <message>
        <source>Save chart</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>Saved to {path}.</source>
        <translation>In {path} gespeichert.</translation>
    </message>
    <message>
        <source>There is nothing to draw yet. Classify a text or label a file, and shares, curve and words of the answers appear here.</source>
        <translation>Es gibt noch nichts zu zeichnen. Stufe einen Text oder eine Datei ein, und hier erscheinen Anteile, Kurve und Wörter der Antworten.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>InsightsWindow</name>
    <message>
        <source>&amp;Compare models…</source>
        <translation>Modelle &amp;vergleichen…</translation>
    </message>
    <message>
        <source>&amp;Dates</source>
        <translation>&amp;Zeitangabe</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Curve &amp;by</source>
        <translation>&amp;Kurve nach</translation>
    </message>
    <message>
        <source>Dates in the files</source>
        <translation>Daten in den Dateien</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>Insights</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>None of these answers came from a file with dates.</source>
        <translation>Keine dieser Antworten stammt aus einer Datei mit Datumsangaben.</translation>
    </message>
    <message>
        <source>Time of the answers</source>
        <translation>Zeit der Antworten</translation>
    </message>
    <message>
        <source>Weeks</source>
        <translation>Wochen</translation>
    </message>
    <message>
        <source>What is counted</source>
        <translation>Was gezählt wird</translation>
    </message>
</context>
<context>
    <name>JobLine</name>
    <message>
        <source>Progress of {name}</source>
        <translation>Fortschritt von {name}</translation>
    </message>
</context>
<context>
    <name>KeepingController</name>
    <message numerus="yes">
        <source>Deleted %Ln answers.</source>
        <translation>
            <numerusform>%Ln Antwort gelöscht.</numerusform>
            <numerusform>%Ln Antworten gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>LabelComparison</name>
    <message>
        <source>Confusion matrix</source>
        <translation>Konfusionsmatrix</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>Recall: of the texts of a class, how many were found; here the mean of all</source>
        <translation>Trefferquote: wie viele Texte einer Klasse gefunden wurden; hier das Mittel über alle Klassen</translation>
    </message>
    <message>
        <source>answered
{label}</source>
        <translation>Antwort
{label}</translation>
    </message>
    <message>
        <source>is {label}</source>
        <translation>ist {label}</translation>
    </message>
    <message numerus="yes">
        <source>{accuracy} of %Ln texts right (accuracy) · {recall} macro-averaged recall</source>
        <translation>
            <numerusform>{accuracy} von %Ln Text richtig (Genauigkeit) · {recall} makrogemittelte Trefferquote</numerusform>
            <numerusform>{accuracy} von %Ln Texten richtig (Genauigkeit) · {recall} makrogemittelte Trefferquote</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LayoutForm</name>
    <message>
        <source>&amp;Encoding:</source>
        <translation>&amp;Codierung:</translation>
    </message>
    <message>
        <source>&amp;Separator:</source>
        <translation>T&amp;rennzeichen:</translation>
    </message>
    <message>
        <source>Bar  |</source>
        <translation>Senkrechter Strich  |</translation>
    </message>
    <message>
        <source>Comma  ,</source>
        <translation>Komma  ,</translation>
    </message>
    <message>
        <source>Control-A</source>
        <translation>Steuerzeichen A</translation>
    </message>
    <message>
        <source>First row &amp;names the columns</source>
        <translation>Erste Zeile &amp;nennt die Spalten</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keins</translation>
    </message>
    <message>
        <source>S&amp;heet:</source>
        <translation>Ta&amp;bellenblatt:</translation>
    </message>
    <message>
        <source>Semicolon  ;</source>
        <translation>Semikolon  ;</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>Tilde  ~</source>
        <translation>Tilde  ~</translation>
    </message>
    <message>
        <source>Unit separator</source>
        <translation>Feldtrennzeichen (US)</translation>
    </message>
</context>
<context>
    <name>LinesController</name>
    <message>
        <source>Stopped. None of these texts was kept.</source>
        <translation>Abgebrochen. Keiner dieser Texte wurde behalten.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln texts: {shares}</source>
        <translation>
            <numerusform>%Ln Text: {shares}</numerusform>
            <numerusform>%Ln Texte: {shares}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Classifying: {done} of %Ln texts</source>
        <translation>
            <numerusform>Wird eingestuft: {done} von %Ln Text</numerusform>
            <numerusform>Wird eingestuft: {done} von %Ln Texten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The model is unsure of %Ln of them.</source>
        <translation>
            <numerusform>Bei %Ln davon ist das Modell unsicher.</numerusform>
            <numerusform>Bei %Ln davon ist das Modell unsicher.</numerusform>
        </translation>
    </message>
    <message>
        <source>They stand in the history below, the last line first.</source>
        <translation>Sie stehen unten im Verlauf, die letzte Zeile zuerst.</translation>
    </message>
    <message>
        <source>What you type meanwhile is answered first.</source>
        <translation>Was inzwischen getippt wird, kommt zuerst dran.</translation>
    </message>
    <message>
        <source>Your text still stands above.</source>
        <translation>Der Text steht noch oben.</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;About Valence</source>
        <translation>Ü&amp;ber Valence</translation>
    </message>
    <message>
        <source>&amp;Classify</source>
        <translation>&amp;Einstufen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Delete answers</source>
        <translation>Antworten &amp;löschen</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Fine-tune…</source>
        <translation>&amp;Feinabstimmung…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Insights</source>
        <translation>&amp;Auswertung</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Manage models…</source>
        <translation>Modelle &amp;verwalten…</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>&amp;Model settings</source>
        <translation>&amp;Modelleinstellungen</translation>
    </message>
    <message>
        <source>&amp;New text</source>
        <translation>&amp;Neuer Text</translation>
    </message>
    <message>
        <source>&amp;Open file…</source>
        <translation>Datei &amp;öffnen…</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>Go to &amp;history</source>
        <translation>Zum &amp;Verlauf</translation>
    </message>
    <message>
        <source>Go to &amp;text</source>
        <translation>Zum &amp;Text</translation>
    </message>
    <message>
        <source>Insights</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Alle&amp;s auswählen</translation>
    </message>
    <message>
        <source>Train…</source>
        <translation>Trainieren…</translation>
    </message>
</context>
<context>
    <name>ModelForm</name>
    <message>
        <source> texts</source>
        <translation> Texte</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Tokens</translation>
    </message>
    <message>
        <source>16-bit (bfloat16)</source>
        <translation>16 Bit (bfloat16)</translation>
    </message>
    <message>
        <source>32-bit (float32)</source>
        <translation>32 Bit (float32)</translation>
    </message>
    <message>
        <source>4-bit (NF4)</source>
        <translation>4 Bit (NF4)</translation>
    </message>
    <message>
        <source>4-bit, for processors</source>
        <translation>4 Bit, für Prozessoren</translation>
    </message>
    <message>
        <source>8-bit, for processors</source>
        <translation>8 Bit, für Prozessoren</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>Ein Ordner…</translation>
    </message>
    <message>
        <source>A small addition that was trained to tell sentiment and turns a general language model into a classifier. It fits only the base it was trained on.</source>
        <translation>Ein kleiner Zusatz, der auf Stimmungen trainiert wurde und aus einem allgemeinen Sprachmodell eines macht, das Texte einstuft. Er passt nur zu der Basis, auf der er trainiert wurde.</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Apple graphics (MPS)</source>
        <translation>Apple-Grafik (MPS)</translation>
    </message>
    <message>
        <source>As the adapter says</source>
        <translation>Wie der Adapter angibt</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Basismodell</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Stapelgröße</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>First pieces, without a space</source>
        <translation>Erste Stücke, ohne Leerzeichen</translation>
    </message>
    <message>
        <source>GPT-Neo 1.3B, downloaded</source>
        <translation>GPT-Neo 1.3B, heruntergeladen</translation>
    </message>
    <message>
        <source>How many bits each of the model&apos;s numbers takes. 4-bit needs an eighth of the memory of 32-bit and is nearly as accurate.</source>
        <translation>Wie viele Bits jede Zahl des Modells belegt. 4 Bit brauchen ein Achtel des Speichers von 32 Bit und sind fast so genau.</translation>
    </message>
    <message>
        <source>How many cores the model calculates on. Fewer leave more for other programs and make it slower.</source>
        <translation>Auf wie vielen Kernen das Modell rechnet. Weniger lassen anderen Programmen mehr übrig und machen es langsamer.</translation>
    </message>
    <message>
        <source>How many texts go through the model together when there are many. More is quicker and needs more memory.</source>
        <translation>Wie viele Texte zusammen durch das Modell gehen, wenn es viele sind. Mehr ist schneller und braucht mehr Speicher.</translation>
    </message>
    <message>
        <source>How much of a text the model reads, in tokens. A token is a short word or a piece of a longer one; a tweet has about 40. What does not fit is left out.</source>
        <translation>Wie viel von einem Text das Modell liest, in Tokens. Ein Token ist ein kurzes Wort oder ein Stück eines längeren; ein Tweet hat etwa 40. Was nicht hineinpasst, fällt weg.</translation>
    </message>
    <message>
        <source>Hugging Face Hub…</source>
        <translation>Hugging Face Hub…</translation>
    </message>
    <message>
        <source>Intel graphics (OpenVINO)</source>
        <translation>Intel-Grafik (OpenVINO)</translation>
    </message>
    <message>
        <source>Label tokens</source>
        <translation>Label-Tokens</translation>
    </message>
    <message>
        <source>Maximum length</source>
        <translation>Höchstlänge</translation>
    </message>
    <message>
        <source>NVIDIA graphics card (CUDA)</source>
        <translation>NVIDIA-Grafikkarte (CUDA)</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Pickled weights</source>
        <translation>Gewichte im Pickle-Format</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>Prozessor (CPU)</translation>
    </message>
    <message>
        <source>Processor cores</source>
        <translation>Prozessorkerne</translation>
    </message>
    <message>
        <source>Quantisation</source>
        <translation>Quantisierung</translation>
    </message>
    <message>
        <source>Read them, at my own risk</source>
        <translation>Auf eigene Gefahr lesen</translation>
    </message>
    <message>
        <source>Some older models come only as .bin or .pt files. Reading such a file can run code of whoever made it, so it is refused unless you allow it.</source>
        <translation>Manche älteren Modelle gibt es nur als .bin- oder .pt-Dateien. Beim Lesen einer solchen Datei kann Code ihres Urhebers ausgeführt werden, deshalb wird sie abgelehnt, solange du sie nicht erlaubst.</translation>
    </message>
    <message>
        <source>Starter, comes with Valence</source>
        <translation>Startmodell, gehört zu Valence</translation>
    </message>
    <message>
        <source>The language model that reads the text. A larger one is more accurate, slower and needs more memory.</source>
        <translation>Das Sprachmodell, das den Text liest. Ein größeres ist genauer, langsamer und braucht mehr Speicher.</translation>
    </message>
    <message>
        <source>The model answers by choosing one of three tokens, pieces of words that it knows. These must be the ones that the adapter was trained with. Automatic takes what the adapter says; if it says nothing, both are tried.</source>
        <translation>Das Modell antwortet, indem es eines von drei Tokens wählt, also Wortstücken, die es kennt. Es müssen die sein, mit denen der Adapter trainiert wurde. „Automatisch“ nimmt, was der Adapter angibt; gibt er nichts an, wird beides versucht.</translation>
    </message>
    <message>
        <source>The one made for this base</source>
        <translation>Der zu dieser Basis gehörende</translation>
    </message>
    <message>
        <source>This packaged Valence has no CUDA. For an NVIDIA card, get its source code and run these two lines there:</source>
        <translation>Dieses fertig gepackte Valence hat kein CUDA. Um eine NVIDIA-Karte zu nutzen, hol dir den Quelltext und führe dort diese zwei Zeilen aus:</translation>
    </message>
    <message>
        <source>What does the arithmetic. A graphics card is many times quicker.</source>
        <translation>Womit gerechnet wird. Eine Grafikkarte ist um ein Vielfaches schneller.</translation>
    </message>
    <message>
        <source>Whole words, with a space</source>
        <translation>Ganze Wörter, mit Leerzeichen</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Back to starter</source>
        <translation>Zurück zum Startmodell</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Verwendung</translation>
    </message>
    <message>
        <source>Load this model and use it from now on</source>
        <translation>Dieses Modell laden und von jetzt an verwenden</translation>
    </message>
    <message>
        <source>Loading {model}…</source>
        <translation>{model} wird geladen…</translation>
    </message>
    <message>
        <source>Manage models…</source>
        <translation>Modelle verwalten…</translation>
    </message>
    <message>
        <source>Model settings</source>
        <translation>Modelleinstellungen</translation>
    </message>
    <message>
        <source>See, download and delete models</source>
        <translation>Modelle ansehen, herunterladen und löschen</translation>
    </message>
    <message>
        <source>State of the model</source>
        <translation>Zustand des Modells</translation>
    </message>
    <message>
        <source>Stop making another version; the model in use stays</source>
        <translation>Die neue Fassung nicht weiter anlegen; das verwendete Modell bleibt</translation>
    </message>
    <message>
        <source>Use the small model that comes with Valence</source>
        <translation>Das kleine Modell verwenden, das zu Valence gehört</translation>
    </message>
</context>
<context>
    <name>ModelSource</name>
    <message>
        <source>Browse for {subject}</source>
        <translation>{subject} auswählen</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Folder of the model</source>
        <translation>Ordner des Modells</translation>
    </message>
    <message>
        <source>owner/name on the Hugging Face Hub</source>
        <translation>Besitzer/Name auf dem Hugging Face Hub</translation>
    </message>
    <message>
        <source>{subject}: folder or Hub id</source>
        <translation>{subject}: Ordner oder Hub-Kennung</translation>
    </message>
</context>
<context>
    <name>NetworkForm</name>
    <message>
        <source>A token is needed only for private and gated models. It is kept in the settings file, which only your account can read, and is sent to the Hub or the mirror. Changes take effect at once, and at the next start of a download that is under way.</source>
        <translation>Ein Token ist nur für private und zugangsbeschränkte Modelle nötig. Es steht in der Einstellungsdatei, die nur dein Konto lesen kann, und wird an den Hub oder den Spiegel gesendet. Änderungen gelten sofort, für einen laufenden Download ab seinem nächsten Start.</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Zugangstoken</translation>
    </message>
    <message>
        <source>Mirror of the Hub</source>
        <translation>Spiegel des Hubs</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Work offline: never ask the Hub for anything</source>
        <translation>Offline arbeiten: den Hub nie nach etwas fragen</translation>
    </message>
    <message>
        <source>as the system says</source>
        <translation>wie im System eingestellt</translation>
    </message>
    <message>
        <source>that of `hf auth login`</source>
        <translation>das von `hf auth login`</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Dismiss: {notice}</source>
        <translation>Schließen: {notice}</translation>
    </message>
</context>
<context>
    <name>OpenDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Continue there</source>
        <translation>Dort fortsetzen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message numerus="yes">
        <source>Label %Ln files</source>
        <translation>
            <numerusform>%Ln Datei einstufen</numerusform>
            <numerusform>%Ln Dateien einstufen</numerusform>
        </translation>
    </message>
    <message>
        <source>Label {file}</source>
        <translation>{file} einstufen</translation>
    </message>
    <message>
        <source>Labelled already ({time}, {model}).</source>
        <translation>Schon eingestuft ({time}, {model}).</translation>
    </message>
    <message>
        <source>Looking at {file}…</source>
        <translation>{file} wird angesehen…</translation>
    </message>
    <message numerus="yes">
        <source>Start %Ln files</source>
        <translation>
            <numerusform>%Ln Datei starten</numerusform>
            <numerusform>%Ln Dateien starten</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped at row {row} ({time}, {model}).</source>
        <translation>Bei Zeile {row} abgebrochen ({time}, {model}).</translation>
    </message>
    <message>
        <source>{file} – cannot be read</source>
        <translation>{file} – nicht lesbar</translation>
    </message>
    <message>
        <source>No column seems to have texts. Choose the one that has.</source>
        <translation>Keine Spalte scheint Texte zu enthalten. Wähle die richtige.</translation>
    </message>
    <message>
        <source>Line {line} gets no answer: {why}. It is listed at the end.</source>
        <translation>Zeile {line} bekommt keine Antwort: {why}. Sie wird am Ende aufgeführt.</translation>
    </message>
    <message>
        <source>Show the result</source>
        <translation>Ergebnis zeigen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>This file has answers already. An export has the new ones instead.</source>
        <translation>Diese Datei enthält schon Antworten. Ein Export enthält stattdessen die neuen.</translation>
    </message>
</context>
<context>
    <name>PreparationController</name>
    <message>
        <source>Check that there is space left on the disk.</source>
        <translation>Prüfe, ob auf dem Datenträger noch Platz ist.</translation>
    </message>
    <message>
        <source>Correct at least two answers in the history.</source>
        <translation>Korrigiere mindestens zwei Antworten im Verlauf.</translation>
    </message>
    <message>
        <source>The data could not be written ({reason}).</source>
        <translation>Die Daten konnten nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
        <source>There are not enough corrections to train on.</source>
        <translation>Es gibt nicht genug Korrekturen zum Trainieren.</translation>
    </message>
</context>
<context>
    <name>PreviewTable</name>
    <message>
        <source>First rows</source>
        <translation>Erste Zeilen</translation>
    </message>
</context>
<context>
    <name>PublishDialog</name>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>&amp;Name of the repository</source>
        <translation>&amp;Name des Repositorys</translation>
    </message>
    <message>
        <source>&amp;Private: only you can see it, until you change that</source>
        <translation>&amp;Privat: nur du kannst es sehen, bis du das änderst</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>P&amp;ublish</source>
        <translation>&amp;Veröffentlichen</translation>
    </message>
    <message>
        <source>Publish on the Hub</source>
        <translation>Auf dem Hub veröffentlichen</translation>
    </message>
    <message>
        <source>Sends the adapter “{name}” to your account on the Hugging Face Hub.</source>
        <translation>Schickt den Adapter „{name}“ an dein Konto beim Hugging Face Hub.</translation>
    </message>
    <message>
        <source>They name the base by its folder on this computer: {folder}</source>
        <translation>Sie nennen das Basismodell mit seinem Ordner auf diesem Computer: {folder}</translation>
    </message>
    <message>
        <source>{size} in all, to {hub}. None of the texts that it was trained on is among them; the name of the data set, the settings and the measures are.</source>
        <translation>Zusammen {size}, an {hub}. Keiner der Texte, mit denen trainiert wurde, ist dabei, wohl aber der Name des Datensatzes, die Einstellungen und die Messwerte.</translation>
    </message>
    <message>
        <source>Sent so far</source>
        <translation>Bisher gesendet</translation>
    </message>
    <message>
        <source>Sent. Everybody can see it.</source>
        <translation>Gesendet. Alle können es sehen.</translation>
    </message>
    <message>
        <source>Sent. Only you can see it.</source>
        <translation>Gesendet. Nur du kannst es sehen.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>The Hub has to know who you are: enter an access token that may write under Manage models, Network.</source>
        <translation>Der Hub muss wissen, wer du bist: Trage unter „Modelle verwalten“, „Netzwerk“, ein Zugangstoken ein, das schreiben darf.</translation>
    </message>
    <message>
        <source>What is sent</source>
        <translation>Was gesendet wird</translation>
    </message>
    <message>
        <source>You are known there by your access token.</source>
        <translation>Dort bist du durch dein Zugangstoken bekannt.</translation>
    </message>
    <message>
        <source>name, or owner/name</source>
        <translation>Name oder Besitzer/Name</translation>
    </message>
</context>
<context>
    <name>PublishingController</name>
    <message>
        <source>Cancelled. Nothing of the adapter is on the Hub, at most an empty repository of that name.</source>
        <translation>Abgebrochen. Vom Adapter ist nichts auf dem Hub, höchstens ein leeres Repository dieses Namens.</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Classifying…</source>
        <translation>Wird eingestuft…</translation>
    </message>
    <message>
        <source>The answer appears here</source>
        <translation>Hier erscheint die Antwort</translation>
    </message>
    <message>
        <source>Valence says whether a text sounds positive, neutral or negative, and how sure it is. Your text stays on this computer.</source>
        <translation>Valence sagt, ob ein Text positiv, neutral oder negativ klingt, und wie sicher das ist. Der Text bleibt auf diesem Computer.</translation>
    </message>
    <message>
        <source>Waiting for the model…</source>
        <translation>Das Modell wird noch geladen…</translation>
    </message>
</context>
<context>
    <name>ResultDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Compared with right labels</source>
        <translation>Vergleich mit richtigen Labels</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>The model was changed meanwhile: {models}</source>
        <translation>Das Modell wurde zwischendurch gewechselt: {models}</translation>
    </message>
    <message>
        <source>Unreadable rows ({number})</source>
        <translation>Unlesbare Zeilen ({number})</translation>
    </message>
    <message numerus="yes">
        <source>of %Ln texts the end was left out, as they are too long for the model</source>
        <translation>
            <numerusform>bei %Ln Text fiel das Ende weg, weil er zu lang für das Modell ist</numerusform>
            <numerusform>bei %Ln Texten fiel das Ende weg, weil sie zu lang für das Modell sind</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultView</name>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Answer with it from now on; no restart is needed</source>
        <translation>Von jetzt an damit antworten; ein Neustart ist nicht nötig</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Both models answer all of these texts the same.</source>
        <translation>Beide Modelle beantworten all diese Texte gleich.</translation>
    </message>
    <message>
        <source>Both models are answering the same texts…</source>
        <translation>Beide Modelle beantworten dieselben Texte…</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Confusion after training</source>
        <translation>Verwechslungen nach dem Training</translation>
    </message>
    <message>
        <source>Copy the adapter into a folder, as peft reads it</source>
        <translation>Den Adapter in einen Ordner kopieren, wie peft ihn liest</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>    recall of {label}</source>
        <translation>    Trefferquote {label}</translation>
    </message>
    <message>
        <source>Answered differently ({number}):</source>
        <translation>Verschieden beantwortet ({number}):</translation>
    </message>
    <message>
        <source>Before {before}, after {after}</source>
        <translation>Vorher {before}, nachher {after}</translation>
    </message>
    <message>
        <source>Corrections held out ({number})</source>
        <translation>Zurückgehaltene Korrekturen ({number})</translation>
    </message>
    <message>
        <source>Evaluated texts ({number})</source>
        <translation>Ausgewertete Texte ({number})</translation>
    </message>
    <message>
        <source>Fixed evaluation set ({number})</source>
        <translation>Feste Auswertungsmenge ({number})</translation>
    </message>
    <message>
        <source>Go back to the model that was in use before</source>
        <translation>Zurück zu dem Modell, das vorher verwendet wurde</translation>
    </message>
    <message>
        <source>How the texts to evaluate on are answered now:</source>
        <translation>So werden die Texte zum Auswerten jetzt beantwortet:</translation>
    </message>
    <message>
        <source>Let both models answer the same labelled texts</source>
        <translation>Beide Modelle dieselben Texte mit Labels beantworten lassen</translation>
    </message>
    <message>
        <source>Macro-recall, %</source>
        <translation>Makro-Trefferquote, %</translation>
    </message>
    <message>
        <source>No step was better than the beginning, so the adapter is as it was before.</source>
        <translation>Kein Schritt war besser als der Anfang, der Adapter ist also wie vorher.</translation>
    </message>
    <message>
        <source>Publish on the Hub…</source>
        <translation>Auf dem Hub veröffentlichen…</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Right label</source>
        <translation>Richtiges Label</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Send the adapter to the Hugging Face Hub; what exactly is shown before</source>
        <translation>Den Adapter an den Hugging Face Hub schicken; vorher wird gezeigt, was genau</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Texts that the two models answer differently</source>
        <translation>Texte, die beide Modelle verschieden beantworten</translation>
    </message>
    <message>
        <source>The run has ended.</source>
        <translation>Der Lauf ist beendet.</translation>
    </message>
    <message>
        <source>This adapter is in use.</source>
        <translation>Dieser Adapter wird verwendet.</translation>
    </message>
    <message>
        <source>Use this adapter</source>
        <translation>Diesen Adapter verwenden</translation>
    </message>
    <message>
        <source>{scores}; on the corrections held out {after} of {all} right against {before}.</source>
        <translation>{scores}; bei den zurückgehaltenen Korrekturen {after} von {all} richtig, vorher {before}.</translation>
    </message>
</context>
<context>
    <name>RetentionController</name>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln Tag</numerusform>
            <numerusform>%Ln Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted %Ln answers that were older than {age}.</source>
        <translation>
            <numerusform>%Ln Antwort gelöscht, die älter als {age} war.</numerusform>
            <numerusform>%Ln Antworten gelöscht, die älter als {age} waren.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Loss {loss} after step {step}</source>
        <translation>Verlust {loss} nach Schritt {step}</translation>
    </message>
    <message>
        <source>Macro-recall, %</source>
        <translation>Makro-Trefferquote, %</translation>
    </message>
    <message>
        <source>No steps yet</source>
        <translation>Noch keine Schritte</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
</context>
<context>
    <name>RunNotices</name>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>The training “{name}” has ended. {why}</source>
        <translation>Das Training „{name}“ ist beendet. {why}</translation>
    </message>
    <message>
        <source>The training “{name}” is done: before {before}, after {after}.</source>
        <translation>Das Training „{name}“ ist fertig: vorher {before}, nachher {after}.</translation>
    </message>
    <message>
        <source>The training “{name}” is running in the background.</source>
        <translation>Das Training „{name}“ läuft im Hintergrund.</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message numerus="yes">
        <source>%Ln tokens a second</source>
        <translation>
            <numerusform>%Ln Token je Sekunde</numerusform>
            <numerusform>%Ln Tokens je Sekunde</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Ending after this step and writing a checkpoint…</source>
        <translation>Endet nach diesem Schritt und schreibt einen Zwischenstand…</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>Protokoll des Laufs</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Laufs</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Wiederaufnehmen</translation>
    </message>
    <message>
        <source>Starting: loading the model and reading the data…</source>
        <translation>Startet: Das Modell wird geladen und die Daten werden gelesen…</translation>
    </message>
    <message>
        <source>Stop at once</source>
        <translation>Sofort abbrechen</translation>
    </message>
    <message>
        <source>What the run says will stand here.</source>
        <translation>Hier steht, was der Lauf meldet.</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>Verlust {loss}</translation>
    </message>
    <message>
        <source>macro-recall {last} (best {best})</source>
        <translation>Makro-Trefferquote {last} (beste {best})</translation>
    </message>
    <message>
        <source>{size} of memory</source>
        <translation>{size} Speicher</translation>
    </message>
    <message>
        <source>{state} · step {step} of {all}</source>
        <translation>{state} · Schritt {step} von {all}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
</context>
<context>
    <name>ShadedText</name>
    <message>
        <source>Not read by the model: it did not fit.</source>
        <translation>Vom Modell nicht gelesen: Es passte nicht hinein.</translation>
    </message>
    <message>
        <source>Text of the answer</source>
        <translation>Text der Antwort</translation>
    </message>
</context>
<context>
    <name>ShelfController</name>
    <message>
        <source> It needs a {size} download.</source>
        <translation> Nötig ist ein Download von {size}.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Download anyway</source>
        <translation>Trotzdem herunterladen</translation>
    </message>
    <message>
        <source>Fetch it only if you trust its author.</source>
        <translation>Lade es nur, wenn du dem Urheber vertraust.</translation>
    </message>
    <message>
        <source>Models are kept in {folder} from now on. What is in the old folder stays there.</source>
        <translation>Modelle liegen von jetzt an in {folder}. Was im alten Ordner ist, bleibt dort.</translation>
    </message>
    <message>
        <source>The download of {model} was ended; what has arrived is kept.</source>
        <translation>Der Download von {model} wurde beendet; was schon da ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>{model} is deleted ({size}).</source>
        <translation>{model} ist gelöscht ({size}).</translation>
    </message>
    <message>
        <source>{model} is not on this computer yet.</source>
        <translation>{model} ist noch nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>{model} is on this computer now.</source>
        <translation>{model} ist jetzt auf diesem Computer.</translation>
    </message>
    <message>
        <source>{model} was not downloaded.</source>
        <translation>{model} wurde nicht heruntergeladen.</translation>
    </message>
    <message>
        <source>“{name}” is not the id of a model; one looks like {example}.</source>
        <translation>„{name}“ ist keine Modellkennung; eine sieht aus wie {example}.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
</context>
<context>
    <name>ShelfDialog</name>
    <message>
        <source>&amp;Another model of the Hub:</source>
        <translation>An&amp;deres Modell vom Hub:</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>&amp;Herunterladen</translation>
    </message>
    <message>
        <source>&amp;Import folder…</source>
        <translation>Ordner &amp;importieren…</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation>&amp;Verwenden</translation>
    </message>
    <message>
        <source>About the chosen model</source>
        <translation>Über das gewählte Modell</translation>
    </message>
    <message>
        <source>Another model of the Hub, as owner/name</source>
        <translation>Ein anderes Modell vom Hub, als Besitzer/Name</translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation>Ä&amp;ndern…</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>Change the folder for models</source>
        <translation>Den Ordner für Modelle ändern</translation>
    </message>
    <message>
        <source>Choose a model to see more of it.</source>
        <translation>Wähle ein Modell, um mehr darüber zu sehen.</translation>
    </message>
    <message>
        <source>D&amp;elete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Do&amp;wnload it</source>
        <translation>Her&amp;unterladen</translation>
    </message>
    <message>
        <source>Folder for models</source>
        <translation>Ordner für Modelle</translation>
    </message>
    <message>
        <source>Import a model&apos;s folder</source>
        <translation>Ordner eines Modells importieren</translation>
    </message>
    <message>
        <source>It is in use; choose another model first</source>
        <translation>Es wird verwendet; wähle zuerst ein anderes Modell</translation>
    </message>
    <message>
        <source>Manage models</source>
        <translation>Modelle verwalten</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models are kept in {folder}</source>
        <translation>Modelle liegen in {folder}</translation>
    </message>
    <message>
        <source>Models are kept in {folder} ({free} free)</source>
        <translation>Modelle liegen in {folder} ({free} frei)</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Pu&amp;blish…</source>
        <translation>Veröffen&amp;tlichen…</translation>
    </message>
    <message>
        <source>Put a model on the list that was copied here by hand; it stays where it is</source>
        <translation>Ein Modell auf die Liste setzen, das von Hand hierher kopiert wurde; es bleibt, wo es ist</translation>
    </message>
    <message>
        <source>R&amp;emove from list</source>
        <translation>Von der Liste &amp;entfernen</translation>
    </message>
    <message>
        <source>Send an adapter that was trained here to the Hugging Face Hub</source>
        <translation>Einen hier trainierten Adapter an den Hugging Face Hub schicken</translation>
    </message>
    <message>
        <source>owner/name</source>
        <translation>Besitzer/Name</translation>
    </message>
</context>
<context>
    <name>ShelfTableModel</name>
    <message>
        <source>From the Hub: {names}</source>
        <translation>Vom Hub: {names}</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Verwendung</translation>
    </message>
    <message>
        <source>In {folder}</source>
        <translation>In {folder}</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>On its card: {measures}</source>
        <translation>Auf seiner Karte: {measures}</translation>
    </message>
    <message>
        <source>Weights in memory: {nf4} in 4 bits, {int8} in 8 bits, {bf16} in 16 bits, {fp32} in 32 bits.</source>
        <translation>Gewichte im Speicher: {nf4} mit 4 Bit, {int8} mit 8 Bit, {bf16} mit 16 Bit, {fp32} mit 32 Bit.</translation>
    </message>
    <message>
        <source>{size} of it</source>
        <translation>{size} davon</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Wartet, bis es dran ist</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
</context>
<context>
    <name>ShortcutList</name>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>SwitchingController</name>
    <message>
        <source>Model settings</source>
        <translation>Modelleinstellungen</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>The remembered model settings are not valid; the starter is used.</source>
        <translation>Die gemerkten Modelleinstellungen sind ungültig; das Startmodell wird verwendet.</translation>
    </message>
    <message>
        <source>The starter model could not be loaded, so no text can be classified.</source>
        <translation>Das Startmodell konnte nicht geladen werden, deshalb kann kein Text eingestuft werden.</translation>
    </message>
    <message>
        <source>{model} could not be converted.</source>
        <translation>{model} konnte nicht umgewandelt werden.</translation>
    </message>
    <message>
        <source>{model} could not be loaded, so the starter model is used instead.</source>
        <translation>{model} konnte nicht geladen werden, deshalb wird das Startmodell verwendet.</translation>
    </message>
    <message>
        <source>{model} · loading…</source>
        <translation>{model} · wird geladen…</translation>
    </message>
</context>
<context>
    <name>TextCount</name>
    <message>
        <source> · {number} over</source>
        <translation> · {number} zu viel</translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters</source>
        <translation>
            <numerusform>%Ln Zeichen</numerusform>
            <numerusform>%Ln Zeichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Counted as X does: a link is 23 characters, an emoji or an ideograph 2. Longer texts can be classified too; the model reads their beginning.</source>
        <translation>Gezählt wie bei X: Ein Link hat 23 Zeichen, ein Emoji oder Schriftzeichen wie 字 zwei. Auch längere Texte lassen sich einstufen; das Modell liest ihren Anfang.</translation>
    </message>
    <message>
        <source>{number} of 280 characters</source>
        <translation>{number} von 280 Zeichen</translation>
    </message>
</context>
<context>
    <name>TextEdit</name>
    <message>
        <source>Text to classify</source>
        <translation>Text zum Einstufen</translation>
    </message>
    <message>
        <source>Type, paste or drop text here</source>
        <translation>Text hier tippen, einfügen oder ablegen</translation>
    </message>
</context>
<context>
    <name>TextPane</name>
    <message numerus="yes">
        <source>%Ln characters were left out: here a line may have {line}, and a text {text}. Drop longer ones as a file.</source>
        <translation>
            <numerusform>%Ln Zeichen wurde weggelassen: Eine Zeile darf hier {line} haben und ein Text {text}. Lege längere Texte als Datei hier ab.</numerusform>
            <numerusform>%Ln Zeichen wurden weggelassen: Eine Zeile darf hier {line} haben und ein Text {text}. Lege längere Texte als Datei hier ab.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation>&amp;Live</translation>
    </message>
    <message>
        <source>Answer while you type. Live answers go into the history only when you press Classify. Not together with one text per line.</source>
        <translation>Antwortet schon beim Tippen. Solche Antworten kommen nur in den Verlauf, wenn du „Einstufen“ drückst. Nicht zusammen mit einem Text je Zeile.</translation>
    </message>
    <message>
        <source>Ask the model about this text ({keys})</source>
        <translation>Das Modell nach diesem Text fragen ({keys})</translation>
    </message>
    <message>
        <source>Classify  {keys}</source>
        <translation>Einstufen  {keys}</translation>
    </message>
    <message numerus="yes">
        <source>More than %Ln lines: save them as a file and drop that here.</source>
        <translation>
            <numerusform>Mehr als %Ln Zeile: Speichere sie als Datei und lege sie hier ab.</numerusform>
            <numerusform>Mehr als %Ln Zeilen: Speichere sie als Datei und lege sie hier ab.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take %Ln lines as %Ln texts</source>
        <translation>
            <numerusform>%Ln Zeile als %Ln Text nehmen</numerusform>
            <numerusform>%Ln Zeilen als %Ln Texte nehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Classify</source>
        <translation>Einstufen</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Each line is a text of its own, with its own answer</source>
        <translation>Jede Zeile ist ein eigener Text mit eigener Antwort</translation>
    </message>
    <message>
        <source>One text per &amp;line</source>
        <translation>Ein Text je &amp;Zeile</translation>
    </message>
    <message>
        <source>Taken as one text.</source>
        <translation>Als ein Text übernommen.</translation>
    </message>
    <message>
        <source>There is no text yet. Type, paste or drop some.</source>
        <translation>Es gibt noch keinen Text. Tippe, füge ein oder lege einen ab.</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Model settings ({keys})</source>
        <translation>Modelleinstellungen ({keys})</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
</context>
<context>
    <name>TrainingController</name>
    <message>
        <source>Download it in the model settings, under Manage models.</source>
        <translation>Lade es in den Modelleinstellungen unter „Modelle verwalten“.</translation>
    </message>
    <message>
        <source>{models} is not on this computer yet.</source>
        <translation>{models} ist noch nicht auf diesem Computer.</translation>
    </message>
</context>
<context>
    <name>TrainingDialog</name>
    <message>
        <source>Fine-tuning</source>
        <translation>Feinabstimmung</translation>
    </message>
    <message>
        <source>New run…</source>
        <translation>Neuer Lauf…</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Quit Valence</source>
        <translation>Valence &amp;beenden</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Show Valence</source>
        <translation>Valence &amp;zeigen</translation>
    </message>
    <message>
        <source>Clipboard mode is on</source>
        <translation>Zwischenablage-Modus ist an</translation>
    </message>
    <message>
        <source>Clipboard mode is paused</source>
        <translation>Zwischenablage-Modus ist angehalten</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Answers are kept with their texts in {folder}; “Private mode” in the History menu keeps none.</source>
        <translation>Antworten werden mit ihren Texten in {folder} behalten; „Privater Modus“ im Menü „Verlauf“ behält keine.</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>The small starter model that came with it answers; “Manage models…” in the Model menu has larger ones.</source>
        <translation>Es antwortet das kleine mitgelieferte Startmodell; größere gibt es im Menü „Modell“ unter „Modelle verwalten…“.</translation>
    </message>
    <message>
        <source>Your texts stay on this computer: Valence sends them nowhere, and downloads only the models that you ask for.</source>
        <translation>Deine Texte bleiben auf diesem Computer: Valence schickt sie nirgendwohin und lädt nur die Modelle herunter, die du verlangst.</translation>
    </message>
</context>
<context>
    <name>WordTable</name>
    <message>
        <source>Words that drove the answer</source>
        <translation>Wörter, die den Ausschlag gaben</translation>
    </message>
    <message>
        <source>{word}, away from {label}, {strength}</source>
        <translation>{word}, weg von {label}, {strength}</translation>
    </message>
    <message>
        <source>{word}, towards {label}, {strength}</source>
        <translation>{word}, hin zu {label}, {strength}</translation>
    </message>
</context>
<context>
    <name>_AnswerPage</name>
    <message>
        <source>Below {share} this model is wrong too often to give a plain answer.</source>
        <translation>Unter {share} irrt dieses Modell zu oft für eine klare Antwort.</translation>
    </message>
    <message>
        <source>The end of the text did not fit and was left out.</source>
        <translation>Das Ende des Textes passte nicht hinein und fiel weg.</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>answered {time}</source>
        <translation>beantwortet {time}</translation>
    </message>
    <message>
        <source>leans {label} {confidence}</source>
        <translation>eher {label} {confidence}</translation>
    </message>
</context>
<context>
    <name>_Facts</name>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Label tokens</source>
        <translation>Label-Tokens</translation>
    </message>
    <message>
        <source>Loaded in</source>
        <translation>Geladen in</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Parity</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Share of 200 sample tweets that get the same answer as from the original</source>
        <translation>Anteil von 200 Beispiel-Tweets, die dieselbe Antwort bekommen wie vom Original</translation>
    </message>
</context>
<context>
    <name>_Message</name>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>comparison</name>
    <message>
        <source>Loading {model}…</source>
        <translation>{model} wird geladen…</translation>
    </message>
    <message>
        <source>Making {model} ready for this computer, once…</source>
        <translation>{model} wird einmalig für diesen Computer vorbereitet…</translation>
    </message>
    <message>
        <source>{model} answers…</source>
        <translation>{model} antwortet…</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message numerus="yes">
        <source>%Ln files wait</source>
        <translation>
            <numerusform>%Ln Datei wartet</numerusform>
            <numerusform>%Ln Dateien warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labelled</source>
        <translation>
            <numerusform>%Ln eingestuft</numerusform>
            <numerusform>%Ln eingestuft</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows could not be read</source>
        <translation>
            <numerusform>%Ln Zeile konnte nicht gelesen werden</numerusform>
            <numerusform>%Ln Zeilen konnten nicht gelesen werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have no text</source>
        <translation>
            <numerusform>%Ln Zeile hat keinen Text</numerusform>
            <numerusform>%Ln Zeilen haben keinen Text</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes</source>
        <translation>
            <numerusform>etwa %Ln Minute</numerusform>
            <numerusform>etwa %Ln Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln rows</source>
        <translation>
            <numerusform>etwa %Ln Zeile</numerusform>
            <numerusform>etwa %Ln Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln seconds</source>
        <translation>
            <numerusform>etwa %Ln Sekunde</numerusform>
            <numerusform>etwa %Ln Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>stopped at row {row}</source>
        <translation>bei Zeile {row} abgebrochen</translation>
    </message>
    <message>
        <source>{number}/s</source>
        <translation>{number}/s</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>about a second</source>
        <translation>etwa eine Sekunde</translation>
    </message>
    <message>
        <source>about {hours} hours</source>
        <translation>etwa {hours} Stunden</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>wird gelesen…</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>wird abgebrochen…</translation>
    </message>
</context>
<context>
    <name>history_days</name>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
</context>
<context>
    <name>history_words</name>
    <message>
        <source>Clipboard</source>
        <translation>Zwischenablage</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Korrigiert</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Typed</source>
        <translation>Getippt</translation>
    </message>
</context>
<context>
    <name>insights</name>
    <message>
        <source>Against the file&apos;s labels</source>
        <translation>Gegen die Labels der Datei</translation>
    </message>
    <message>
        <source>Against your corrections</source>
        <translation>Gegen deine Korrekturen</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>By source</source>
        <translation>Nach Quelle</translation>
    </message>
    <message>
        <source>By the dates in the files; answers without one are left out.</source>
        <translation>Nach den Daten in den Dateien; Antworten ohne Datum fehlen.</translation>
    </message>
    <message>
        <source>By the time at which they were answered.</source>
        <translation>Nach der Zeit, zu der sie beantwortet wurden.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln negative texts</source>
        <translation>
            <numerusform>%Ln negativen Text</numerusform>
            <numerusform>%Ln negative Texte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln positive texts</source>
        <translation>
            <numerusform>%Ln positiven Text</numerusform>
            <numerusform>%Ln positive Texte</numerusform>
        </translation>
    </message>
    <message>
        <source>Compared over {negative} and {positive}.</source>
        <translation>Der Vergleich umfasst {negative} und {positive}.</translation>
    </message>
    <message>
        <source>Confidence, %</source>
        <translation>Sicherheit, %</translation>
    </message>
    <message>
        <source>Day by day</source>
        <translation>Tag für Tag</translation>
    </message>
    <message>
        <source>Distinctive words</source>
        <translation>Kennzeichnende Wörter</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>Hour by hour</source>
        <translation>Stunde für Stunde</translation>
    </message>
    <message>
        <source>How sure the model was</source>
        <translation>Wie sicher das Modell war</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message numerus="yes">
        <source>Less than 60 % sure: {unsure} of %Ln answers ({share}).</source>
        <translation>
            <numerusform>Weniger als 60 % sicher: {unsure} von %Ln Antwort ({share}).</numerusform>
            <numerusform>Weniger als 60 % sicher: {unsure} von %Ln Antworten ({share}).</numerusform>
        </translation>
    </message>
    <message>
        <source>Model: {label}</source>
        <translation>Modell: {label}</translation>
    </message>
    <message>
        <source>Most answers in the hour from {time}: {shares}.</source>
        <translation>Die meisten Antworten in der Stunde ab {time}: {shares}.</translation>
    </message>
    <message>
        <source>Most answers in the week from {time}: {shares}.</source>
        <translation>Die meisten Antworten in der Woche ab {time}: {shares}.</translation>
    </message>
    <message>
        <source>Most answers on {time}: {shares}.</source>
        <translation>Die meisten Antworten am {time}: {shares}.</translation>
    </message>
    <message>
        <source>Most negative: {words}.</source>
        <translation>Am negativsten: {words}.</translation>
    </message>
    <message>
        <source>Most positive: {words}.</source>
        <translation>Am positivsten: {words}.</translation>
    </message>
    <message>
        <source>No word clearly tells {negative} and {positive} apart. More texts may show some.</source>
        <translation>Kein Wort trennt {negative} und {positive} deutlich voneinander. Mit mehr Texten zeigen sich vielleicht welche.</translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln answers: {shares}.</source>
        <translation>
            <numerusform>Von %Ln Antwort: {shares}.</numerusform>
            <numerusform>Von %Ln Antworten: {shares}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Of the answers that you have checked, the model had {share} right ({right} of {all}).</source>
        <translation>Von den Antworten, die du geprüft hast, waren {share} richtig ({right} von {all}).</translation>
    </message>
    <message>
        <source>The model agrees with the file&apos;s labels in {share} of the answers ({right} of {all}).</source>
        <translation>Das Modell stimmt bei {share} der Antworten mit den Labels der Datei überein ({right} von {all}).</translation>
    </message>
    <message>
        <source>Negative texts</source>
        <translation>Negative Texte</translation>
    </message>
    <message>
        <source>No corrections among these answers yet. Select an answer in the history and press 1, 2 or 3 to say what is right.</source>
        <translation>Unter diesen Antworten gibt es noch keine Korrekturen. Wähle eine Antwort im Verlauf und drücke 1, 2 oder 3, um zu sagen, was richtig ist.</translation>
    </message>
    <message>
        <source>None of these answers came with a label. Label a file that has a column with the right labels to see where the model differs.</source>
        <translation>Keine dieser Antworten kam mit einem Label. Stufe eine Datei ein, die eine Spalte mit den richtigen Labels hat, um zu sehen, wo das Modell abweicht.</translation>
    </message>
    <message>
        <source>Positive texts</source>
        <translation>Positive Texte</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Right is</source>
        <translation>Richtig ist</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Anteile</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Strength (z)</source>
        <translation>Stärke (z)</translation>
    </message>
    <message>
        <source>The model said</source>
        <translation>Das Modell sagte</translation>
    </message>
    <message>
        <source>This needs both negative and positive answers; it shows what tells them apart.</source>
        <translation>Dafür braucht es negative und positive Antworten; es zeigt, was sie unterscheidet.</translation>
    </message>
    <message>
        <source>Week by week</source>
        <translation>Woche für Woche</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>d MMM yyyy HH:mm</source>
        <translation>d. MMM yyyy HH:mm</translation>
    </message>
    <message>
        <source>◂ more negative · strength (z) · more positive ▸</source>
        <translation>◂ negativer · Stärke (z) · positiver ▸</translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>4 bits, as 8 would take more than a quarter of this computer&apos;s memory.</source>
        <translation>4 Bit, weil 8 mehr als ein Viertel des Arbeitsspeichers dieses Computers brauchten.</translation>
    </message>
    <message>
        <source>8 bits are quickest on this computer.</source>
        <translation>8 Bit sind auf diesem Computer am schnellsten.</translation>
    </message>
    <message numerus="yes">
        <source>A batch of {number} texts does not fit into memory.</source>
        <translation>
            <numerusform>Ein Text passt nicht in den Speicher.</numerusform>
            <numerusform>Ein Stapel von {number} Texten passt nicht in den Speicher.</numerusform>
        </translation>
    </message>
    <message>
        <source>A model&apos;s folder has a config.json or adapter_config.json and weights beside it. Of a folder out of another computer&apos;s cache, its links have to be copied too.</source>
        <translation>Im Ordner eines Modells liegt eine config.json oder adapter_config.json und daneben die Gewichte. Von einem Ordner aus dem Zwischenspeicher eines anderen Computers müssen auch die Verknüpfungen mitkopiert werden.</translation>
    </message>
    <message>
        <source>A report with the details can be copied from the window that opens.</source>
        <translation>Ein Bericht mit den Einzelheiten lässt sich aus dem Fenster kopieren, das sich öffnet.</translation>
    </message>
    <message>
        <source>A run goes on with its own settings; {names} cannot be changed.</source>
        <translation>Ein Lauf wird mit seinen eigenen Einstellungen fortgesetzt; nicht zu ändern: {names}.</translation>
    </message>
    <message>
        <source>All texts to train on are Negative.</source>
        <translation>Alle Texte zum Trainieren sind negativ.</translation>
    </message>
    <message>
        <source>All texts to train on are Neutral.</source>
        <translation>Alle Texte zum Trainieren sind neutral.</translation>
    </message>
    <message>
        <source>All texts to train on are Positive.</source>
        <translation>Alle Texte zum Trainieren sind positiv.</translation>
    </message>
    <message>
        <source>Allow writing to it, or choose another name.</source>
        <translation>Erlaube das Schreiben oder wähle einen anderen Namen.</translation>
    </message>
    <message>
        <source>An adapter for {base}.</source>
        <translation>Ein Adapter für {base}.</translation>
    </message>
    <message>
        <source>Another program holds the history.</source>
        <translation>Ein anderes Programm hält den Verlauf fest.</translation>
    </message>
    <message>
        <source>Another program may be using it.</source>
        <translation>Vielleicht verwendet ihn ein anderes Programm.</translation>
    </message>
    <message>
        <source>As chosen in the model settings.</source>
        <translation>Wie in den Modelleinstellungen gewählt.</translation>
    </message>
    <message>
        <source>Ask for access on its page, then sign in with `hf auth login`.</source>
        <translation>Beantrage den Zugang auf seiner Seite und melde dich dann mit `hf auth login` an.</translation>
    </message>
    <message>
        <source>At step {step} the loss is {loss} and its gradient {gradient}.</source>
        <translation>Bei Schritt {step} ist der Verlust {loss} und sein Gradient {gradient}.</translation>
    </message>
    <message>
        <source>Base and adapter have to belong together.</source>
        <translation>Basis und Adapter müssen zusammengehören.</translation>
    </message>
    <message>
        <source>Both files need one line for each tweet, in the same order.</source>
        <translation>Beide Dateien brauchen eine Zeile für jeden Tweet, in derselben Reihenfolge.</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Check that there is space left and that the folder can be written to.</source>
        <translation>Prüfe, ob noch Platz ist und ob in den Ordner geschrieben werden kann.</translation>
    </message>
    <message>
        <source>Check that there is space left on the disk.</source>
        <translation>Prüfe, ob auf dem Datenträger noch Platz ist.</translation>
    </message>
    <message>
        <source>Check the connection and the space on disk, then try again.</source>
        <translation>Prüfe die Verbindung und den Platz auf dem Datenträger und versuche es dann noch einmal.</translation>
    </message>
    <message>
        <source>Check the connection, then publish again under the same name.</source>
        <translation>Prüfe die Verbindung und veröffentliche dann noch einmal unter demselben Namen.</translation>
    </message>
    <message>
        <source>Check the connection; the download goes on from there.</source>
        <translation>Prüfe die Verbindung; der Download geht von dort aus weiter.</translation>
    </message>
    <message>
        <source>Check the disk. Classifying goes on.</source>
        <translation>Prüfe den Datenträger. Das Einstufen geht weiter.</translation>
    </message>
    <message>
        <source>Check the permissions of its folder. Classifying goes on.</source>
        <translation>Prüfe die Rechte seines Ordners. Das Einstufen geht weiter.</translation>
    </message>
    <message>
        <source>Check the spelling; private models need `hf auth login`.</source>
        <translation>Prüfe die Schreibweise; private Modelle brauchen `hf auth login`.</translation>
    </message>
    <message>
        <source>Choose a GPT-Neo model, or the starter model.</source>
        <translation>Wähle ein GPT-Neo-Modell oder das Startmodell.</translation>
    </message>
    <message>
        <source>Choose a base with a vocabulary like GPT-2&apos;s.</source>
        <translation>Wähle eine Basis mit einem Wortschatz wie dem von GPT-2.</translation>
    </message>
    <message>
        <source>Choose a folder or Hub id of a causal language model, such as GPT-Neo.</source>
        <translation>Wähle den Ordner oder die Hub-Kennung eines kausalen Sprachmodells wie GPT-Neo.</translation>
    </message>
    <message>
        <source>Choose a lower learning rate; --resume goes on from the last checkpoint.</source>
        <translation>Wähle eine kleinere Lernrate; --resume setzt beim letzten Zwischenstand fort.</translation>
    </message>
    <message>
        <source>Choose a smaller batch size, or close other programs.</source>
        <translation>Wähle eine kleinere Stapelgröße oder schließe andere Programme.</translation>
    </message>
    <message>
        <source>Choose an answer in the history and press 1, 2 or 3.</source>
        <translation>Wähle eine Antwort im Verlauf und drücke 1, 2 oder 3.</translation>
    </message>
    <message>
        <source>Choose another file for the answers.</source>
        <translation>Wähle eine andere Datei für die Antworten.</translation>
    </message>
    <message>
        <source>Choose another folder, or allow writing to it.</source>
        <translation>Wähle einen anderen Ordner oder erlaube, in ihn zu schreiben.</translation>
    </message>
    <message>
        <source>Choose another folder, or change who may use it.</source>
        <translation>Wähle einen anderen Ordner oder ändere, wer ihn verwenden darf.</translation>
    </message>
    <message>
        <source>Choose another folder, or check its permissions and the free space.</source>
        <translation>Wähle einen anderen Ordner oder prüfe seine Rechte und den freien Platz.</translation>
    </message>
    <message>
        <source>Choose another folder, or remove it.</source>
        <translation>Wähle einen anderen Ordner oder entferne diesen.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wähle einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wähle einen anderen Namen.</translation>
    </message>
    <message>
        <source>Choose bf16 or fp32.</source>
        <translation>Wähle bf16 oder fp32.</translation>
    </message>
    <message>
        <source>Choose first-piece label tokens, or a model with a vocabulary like GPT-2&apos;s.</source>
        <translation>Wähle erste Stücke als Label-Tokens oder ein Modell mit einem Wortschatz wie dem von GPT-2.</translation>
    </message>
    <message>
        <source>Choose nf4, bf16 or fp32 there.</source>
        <translation>Wähle dort nf4, bf16 oder fp32.</translation>
    </message>
    <message>
        <source>Choose nf4, bf16 or fp32.</source>
        <translation>Wähle nf4, bf16 oder fp32.</translation>
    </message>
    <message>
        <source>Choose one of these, or another device.</source>
        <translation>Wähle eines davon oder ein anderes Gerät.</translation>
    </message>
    <message>
        <source>Choose one under View, Model settings.</source>
        <translation>Wähle eines unter „Ansicht“, „Modelleinstellungen“.</translation>
    </message>
    <message>
        <source>Choose spaced label tokens or another model.</source>
        <translation>Wähle ganze Wörter als Label-Tokens oder ein anderes Modell.</translation>
    </message>
    <message>
        <source>Choose the CPU, or another quantisation.</source>
        <translation>Wähle den Prozessor oder eine andere Quantisierung.</translation>
    </message>
    <message>
        <source>Choose the CPU, or install PyTorch with CUDA.</source>
        <translation>Wähle den Prozessor oder installiere PyTorch mit CUDA.</translation>
    </message>
    <message>
        <source>Choose the CPU, or install the device&apos;s driver.</source>
        <translation>Wähle den Prozessor oder installiere den Treiber des Geräts.</translation>
    </message>
    <message>
        <source>Choose the CPU.</source>
        <translation>Wähle den Prozessor.</translation>
    </message>
    <message>
        <source>Choose the CPU: a packaged Valence has no CUDA. In its source code, two lines run it with CUDA:
{commands}</source>
        <translation>Wähle den Prozessor: Ein fertig gepacktes Valence hat kein CUDA. Im Quelltext starten es zwei Zeilen mit CUDA:
{commands}</translation>
    </message>
    <message>
        <source>Choose the base that its adapter_config.json names.</source>
        <translation>Wähle die Basis, die seine adapter_config.json nennt.</translation>
    </message>
    <message>
        <source>Choose the usual place, or free some space.</source>
        <translation>Wähle den üblichen Ort oder schaffe Platz.</translation>
    </message>
    <message>
        <source>Close it and try again. Classifying goes on.</source>
        <translation>Schließe es und versuche es noch einmal. Das Einstufen geht weiter.</translation>
    </message>
    <message>
        <source>Close other programs and try again, or choose another quantisation.</source>
        <translation>Schließe andere Programme und versuche es noch einmal, oder wähle eine andere Quantisierung.</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>Schließe andere Programme und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Close other programs, choose int4, or use the starter model.</source>
        <translation>Schließe andere Programme, wähle int4 oder verwende das Startmodell.</translation>
    </message>
    <message>
        <source>Close other programs, choose nf4, or use the starter model.</source>
        <translation>Schließe andere Programme, wähle nf4 oder verwende das Startmodell.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller base or maximum length.</source>
        <translation>Schließe andere Programme oder wähle eine kleinere Basis oder Höchstlänge.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller base.</source>
        <translation>Schließe andere Programme oder wähle eine kleinere Basis.</translation>
    </message>
    <message>
        <source>Close other programs, then press Resume: it begins it again.</source>
        <translation>Schließe andere Programme und drücke dann „Wiederaufnehmen“: Damit beginnt es noch einmal.</translation>
    </message>
    <message>
        <source>Close other programs, then press Resume: it goes on from the last checkpoint.</source>
        <translation>Schließe andere Programme und drücke dann „Wiederaufnehmen“: Damit geht es beim letzten Zwischenstand weiter.</translation>
    </message>
    <message>
        <source>Comes with Valence.</source>
        <translation>Gehört zu Valence.</translation>
    </message>
    <message>
        <source>Compared with the original, {tried}, so it is not used converted.</source>
        <translation>Verglichen mit dem Original gab es {tried}; deshalb wird es nicht umgewandelt verwendet.</translation>
    </message>
    <message>
        <source>Compared with the original, {tried}, so {made} is used.</source>
        <translation>Verglichen mit dem Original gab es {tried}; deshalb wird {made} verwendet.</translation>
    </message>
    <message>
        <source>Connect to the internet once, or use a folder.</source>
        <translation>Stelle einmal eine Verbindung zum Internet her oder verwende einen Ordner.</translation>
    </message>
    <message>
        <source>Download it under Model, Manage models, or by `valence models download`.</source>
        <translation>Lade es unter „Modell“, „Modelle verwalten“ herunter oder mit `valence models download`.</translation>
    </message>
    <message>
        <source>Downloads go on, but not by themselves after a restart.</source>
        <translation>Downloads gehen weiter, aber nach einem Neustart nicht von selbst.</translation>
    </message>
    <message>
        <source>End it with the system&apos;s task list, then start it again.</source>
        <translation>Beende es über die Prozessliste des Systems und starte es dann neu.</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel-Arbeitsmappe</translation>
    </message>
    <message>
        <source>Fetch or train the adapter again, or remove that file to use defaults.</source>
        <translation>Lade oder trainiere den Adapter noch einmal oder entferne diese Datei, damit die Vorgaben gelten.</translation>
    </message>
    <message>
        <source>Fetch the model again.</source>
        <translation>Lade das Modell noch einmal herunter.</translation>
    </message>
    <message>
        <source>Free or make it, or set {variable} to a folder you can write to.</source>
        <translation>Gib ihn frei oder lege ihn an, oder setze {variable} auf einen Ordner, in den du schreiben kannst.</translation>
    </message>
    <message>
        <source>Free some space and go on, or choose another folder for models. Disks formatted as FAT32 take no files over 4 GB.</source>
        <translation>Schaffe Platz und setze fort, oder wähle einen anderen Ordner für Modelle. Mit FAT32 formatierte Datenträger nehmen keine Dateien über 4 GB auf.</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder for models.</source>
        <translation>Schaffe Platz oder wähle einen anderen Ordner für Modelle.</translation>
    </message>
    <message>
        <source>Free some space, or remove converted models that you no longer use.</source>
        <translation>Schaffe Platz oder entferne umgewandelte Modelle, die du nicht mehr verwendest.</translation>
    </message>
    <message>
        <source>Free some space, then go on with --resume.</source>
        <translation>Schaffe Platz und setze dann mit --resume fort.</translation>
    </message>
    <message>
        <source>Free some space, then press Resume: it begins it again.</source>
        <translation>Schaffe Platz und drücke dann „Wiederaufnehmen“: Damit beginnt es noch einmal.</translation>
    </message>
    <message>
        <source>Free some space, then press Resume: it goes on from the last checkpoint.</source>
        <translation>Schaffe Platz und drücke dann „Wiederaufnehmen“: Damit geht es beim letzten Zwischenstand weiter.</translation>
    </message>
    <message>
        <source>Free some space, then use the adapter again.</source>
        <translation>Schaffe Platz und verwende den Adapter dann noch einmal.</translation>
    </message>
    <message>
        <source>Free some space.</source>
        <translation>Schaffe Platz.</translation>
    </message>
    <message>
        <source>Free some space. Classifying goes on.</source>
        <translation>Schaffe Platz. Das Einstufen geht weiter.</translation>
    </message>
    <message>
        <source>Free some space; it is made again when it is asked for.</source>
        <translation>Schaffe Platz; er wird neu gemacht, wenn er gebraucht wird.</translation>
    </message>
    <message>
        <source>Give --data tweet_eval, a folder in TweetEval&apos;s layout, or a file.</source>
        <translation>Gib --data tweet_eval, einen Ordner wie den von TweetEval oder eine Datei an.</translation>
    </message>
    <message>
        <source>Give a folder or file with texts and labels.</source>
        <translation>Gib einen Ordner oder eine Datei mit Texten und Labels an.</translation>
    </message>
    <message>
        <source>Give a folder, or a Hub id such as EleutherAI/gpt-neo-1.3B.</source>
        <translation>Gib einen Ordner oder eine Hub-Kennung wie EleutherAI/gpt-neo-1.3B an.</translation>
    </message>
    <message>
        <source>Give one beside the adapter, as a folder or Hub id.</source>
        <translation>Gib neben dem Adapter eines an, als Ordner oder Hub-Kennung.</translation>
    </message>
    <message>
        <source>Go on with it by --resume, or choose another folder.</source>
        <translation>Setze ihn mit --resume fort oder wähle einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Has no adapter for sentiment: a base for your own fine-tuning.</source>
        <translation>Hat keinen Adapter für Stimmungen: eine Basis für eigene Feinabstimmung.</translation>
    </message>
    <message>
        <source>If a mirror is set, it may not be a complete one.</source>
        <translation>Wenn ein Spiegel eingestellt ist, ist er vielleicht nicht vollständig.</translation>
    </message>
    <message>
        <source>If it is what you want, unpack it first.</source>
        <translation>Wenn es die richtige ist, entpacke sie zuerst.</translation>
    </message>
    <message>
        <source>Intel graphics run models in int4 and int8 only.</source>
        <translation>Intel-Grafik führt Modelle nur in int4 und int8 aus.</translation>
    </message>
    <message>
        <source>It does not look like a model or adapter folder.</source>
        <translation>Er sieht nicht aus wie der Ordner eines Modells oder Adapters.</translation>
    </message>
    <message>
        <source>It has letters, digits, - _ and . and may begin with an owner: owner/name.</source>
        <translation>Er besteht aus Buchstaben, Ziffern, - _ und . und darf mit einem Besitzer beginnen: Besitzer/Name.</translation>
    </message>
    <message>
        <source>It has to be a JSON file.</source>
        <translation>Es muss eine JSON-Datei sein.</translation>
    </message>
    <message>
        <source>It holds one unlabelled tweet a line; it may be compressed as {packed}.</source>
        <translation>Sie enthält je Zeile einen Tweet ohne Label und darf als {packed} gepackt sein.</translation>
    </message>
    <message>
        <source>It is not certain what divides the columns of {file}.</source>
        <translation>Es ist nicht sicher, was die Spalten von {file} trennt.</translation>
    </message>
    <message>
        <source>It is one of: {choices}.</source>
        <translation>Möglich sind: {choices}.</translation>
    </message>
    <message>
        <source>It looks like {{&quot;rank&quot;: 8}}.</source>
        <translation>Sie sieht so aus: {{&quot;rank&quot;: 8}}.</translation>
    </message>
    <message>
        <source>Its columns are: {columns}.</source>
        <translation>Ihre Spalten sind: {columns}.</translation>
    </message>
    <message>
        <source>Its linear layers are called {names}.</source>
        <translation>Ihre linearen Schichten heißen {names}.</translation>
    </message>
    <message>
        <source>Its sheets are: {sheets}.</source>
        <translation>Ihre Blätter sind: {sheets}.</translation>
    </message>
    <message>
        <source>Its text file needs one tweet on each line.</source>
        <translation>Seine Textdatei braucht einen Tweet je Zeile.</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON-Zeilen</translation>
    </message>
    <message>
        <source>Korean (CP949)</source>
        <translation>Koreanisch (CP949)</translation>
    </message>
    <message>
        <source>Labels are 0 for negative, 1 for neutral and 2 for positive.</source>
        <translation>Labels sind 0 für negativ, 1 für neutral und 2 für positiv.</translation>
    </message>
    <message>
        <source>Labels are negative, neutral and positive.</source>
        <translation>Labels sind negative, neutral und positive.</translation>
    </message>
    <message>
        <source>Labels have to be 0 for negative, 1 for neutral and 2 for positive.</source>
        <translation>Labels müssen 0 für negativ, 1 für neutral und 2 für positiv sein.</translation>
    </message>
    <message>
        <source>Leave it out to get the default.</source>
        <translation>Lass sie weg, dann gilt die Vorgabe.</translation>
    </message>
    <message>
        <source>Leave out --resume to start one.</source>
        <translation>Lass --resume weg, um einen zu beginnen.</translation>
    </message>
    <message>
        <source>Leave out characters that are no text.</source>
        <translation>Lass Zeichen weg, die kein Text sind.</translation>
    </message>
    <message>
        <source>Leave them out, or start a new run in another folder.</source>
        <translation>Lass sie weg oder beginne einen neuen Lauf in einem anderen Ordner.</translation>
    </message>
    <message>
        <source>Left out: {left_out}.</source>
        <translation>Weggelassen: {left_out}.</translation>
    </message>
    <message>
        <source>Let that one finish, or close it and continue here.</source>
        <translation>Lass jenes fertig werden, oder schließe es und mach hier weiter.</translation>
    </message>
    <message>
        <source>Line {line} of {file} has {label} for a label.</source>
        <translation>Zeile {line} von {file} hat das Label {label}.</translation>
    </message>
    <message>
        <source>Line {line} of {file} is {label}, not a label.</source>
        <translation>Zeile {line} von {file} ist {label} und kein Label.</translation>
    </message>
    <message>
        <source>Load the model again; it is converted anew then.</source>
        <translation>Lade das Modell noch einmal; es wird dann neu umgewandelt.</translation>
    </message>
    <message>
        <source>Make a token that may write, and enter it under Manage models, Network.</source>
        <translation>Lege ein Token mit Schreibrecht an und trage es unter „Modelle verwalten“, „Netzwerk“ ein.</translation>
    </message>
    <message>
        <source>Memory ran out.</source>
        <translation>Der Speicher ist ausgegangen.</translation>
    </message>
    <message>
        <source>Models in {quantization} run on processors and Intel graphics only.</source>
        <translation>Modelle in {quantization} laufen nur auf Prozessoren und Intel-Grafik.</translation>
    </message>
    <message>
        <source>Move {path} away yourself. Answers are not kept until then.</source>
        <translation>Verschiebe {path} selbst. Bis dahin werden Antworten nicht behalten.</translation>
    </message>
    <message>
        <source>Name a file in it.</source>
        <translation>Nenne eine Datei darin.</translation>
    </message>
    <message>
        <source>No adapter can be put on this base: {error}</source>
        <translation>Auf diese Basis lässt sich kein Adapter setzen: {error}</translation>
    </message>
    <message>
        <source>No base model is named.</source>
        <translation>Es ist kein Basismodell genannt.</translation>
    </message>
    <message>
        <source>No data are named.</source>
        <translation>Es sind keine Daten genannt.</translation>
    </message>
    <message>
        <source>No model is loaded, so there is no answer.</source>
        <translation>Es ist kein Modell geladen, deshalb gibt es keine Antwort.</translation>
    </message>
    <message>
        <source>None of the encoders is of BERT&apos;s kind.</source>
        <translation>Keiner der Encoder ist von der Art von BERT.</translation>
    </message>
    <message>
        <source>None of the run&apos;s checkpoints can be read: {first}</source>
        <translation>Keiner der Zwischenstände des Laufs kann gelesen werden: {first}</translation>
    </message>
    <message>
        <source>Not even one text at a time fits into memory.</source>
        <translation>Nicht einmal ein einzelner Text passt in den Speicher.</translation>
    </message>
    <message>
        <source>Nothing is downloaded, because Valence is set to work offline.</source>
        <translation>Es wird nichts heruntergeladen, weil Valence offline arbeiten soll.</translation>
    </message>
    <message>
        <source>Nothing was sent: Valence is set to work offline.</source>
        <translation>Es wurde nichts gesendet: Valence soll offline arbeiten.</translation>
    </message>
    <message>
        <source>Nothing was sent: the Hub has to know who you are, and there is no access token.</source>
        <translation>Es wurde nichts gesendet: Der Hub muss wissen, wer du bist, und es gibt kein Zugangstoken.</translation>
    </message>
    <message>
        <source>On this processor the run will take about {time} hours; a GPU, fewer steps or a smaller base would shorten it.</source>
        <translation>Auf diesem Prozessor dauert der Lauf etwa {time} Stunden; mit einer Grafikkarte, weniger Schritten oder einer kleineren Basis ginge es schneller.</translation>
    </message>
    <message>
        <source>One of the processes that classify together has ended.</source>
        <translation>Einer der Prozesse, die gemeinsam einstufen, ist beendet.</translation>
    </message>
    <message>
        <source>Open it again to label it anew. The answers so far are in the history.</source>
        <translation>Öffne sie noch einmal, um sie neu einzustufen. Die bisherigen Antworten stehen im Verlauf.</translation>
    </message>
    <message>
        <source>Open it in a spreadsheet program and save it as XLSX or CSV without a password.</source>
        <translation>Öffne sie in einer Tabellenkalkulation und speichere sie ohne Passwort als XLSX oder CSV.</translation>
    </message>
    <message>
        <source>Open it in a spreadsheet program and save it as XLSX or CSV.</source>
        <translation>Öffne sie in einer Tabellenkalkulation und speichere sie als XLSX oder CSV.</translation>
    </message>
    <message>
        <source>Open the file again to label it anew.</source>
        <translation>Öffne die Datei noch einmal, um sie neu einzustufen.</translation>
    </message>
    <message>
        <source>OpenVINO cannot take over a model of the kind {kind}.</source>
        <translation>OpenVINO kann ein Modell der Art {kind} nicht übernehmen.</translation>
    </message>
    <message>
        <source>OpenVINO finds no {device} here, only {devices}.</source>
        <translation>OpenVINO findet hier kein Gerät {device}, nur {devices}.</translation>
    </message>
    <message>
        <source>Parquet</source>
        <translation>Parquet</translation>
    </message>
    <message>
        <source>Process {process} is already working on {folder}.</source>
        <translation>Der Prozess {process} arbeitet schon an {folder}.</translation>
    </message>
    <message>
        <source>Put them back as they were, or start a new run in another folder.</source>
        <translation>Stelle sie wieder her, wie sie waren, oder beginne einen neuen Lauf in einem anderen Ordner.</translation>
    </message>
    <message>
        <source>PyTorch does not run models in {quantization}.</source>
        <translation>PyTorch führt keine Modelle in {quantization} aus.</translation>
    </message>
    <message>
        <source>Remove it.</source>
        <translation>Entferne ihn.</translation>
    </message>
    <message>
        <source>Remove that folder; the model is converted again then.</source>
        <translation>Entferne diesen Ordner; das Modell wird dann neu umgewandelt.</translation>
    </message>
    <message>
        <source>Restart Valence: it will keep the damaged file and start a new one.</source>
        <translation>Starte Valence neu: Es behält die beschädigte Datei und beginnt eine neue.</translation>
    </message>
    <message>
        <source>Resume begins it again.</source>
        <translation>„Wiederaufnehmen“ beginnt es noch einmal.</translation>
    </message>
    <message>
        <source>Resume goes on from the last checkpoint.</source>
        <translation>„Wiederaufnehmen“ setzt es beim letzten Zwischenstand fort.</translation>
    </message>
    <message>
        <source>Row {row} of {file} is {label}, not a label.</source>
        <translation>Zeile {row} von {file} ist {label} und damit kein Label.</translation>
    </message>
    <message>
        <source>Resume it there, or start it again in another folder.</source>
        <translation>Setze ihn dort fort, oder beginne ihn neu in einem anderen Ordner.</translation>
    </message>
    <message>
        <source>Save what it gives as a file.</source>
        <translation>Speichere als Datei, was sie liefert.</translation>
    </message>
    <message>
        <source>Sending could not be started ({reason}).</source>
        <translation>Das Senden konnte nicht begonnen werden ({reason}).</translation>
    </message>
    <message>
        <source>Several processes were asked for, but only this one was started: on processors, accelerate launch needs --multi_gpu in place of --cpu.</source>
        <translation>Mehrere Prozesse waren verlangt, aber nur dieser wurde gestartet: Auf Prozessoren braucht accelerate launch --multi_gpu statt --cpu.</translation>
    </message>
    <message>
        <source>Something went wrong inside Valence.</source>
        <translation>In Valence ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>Start the run again in another folder.</source>
        <translation>Beginne den Lauf noch einmal in einem anderen Ordner.</translation>
    </message>
    <message>
        <source>TSV</source>
        <translation>TSV</translation>
    </message>
    <message>
        <source>The Hub cannot be reached any more; what has arrived is kept.</source>
        <translation>Der Hub ist nicht mehr zu erreichen; was schon da ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>The Hub did not take it: {reason}.</source>
        <translation>Der Hub hat es nicht angenommen: {reason}.</translation>
    </message>
    <message>
        <source>The Hub does not know this access token.</source>
        <translation>Der Hub kennt dieses Zugangstoken nicht.</translation>
    </message>
    <message>
        <source>The Hub was not reached, or the way to it broke off: {error}.</source>
        <translation>Der Hub war nicht zu erreichen, oder die Verbindung brach ab: {error}.</translation>
    </message>
    <message>
        <source>The adapter could not be copied to {target} ({reason}).</source>
        <translation>Der Adapter konnte nicht nach {target} kopiert werden ({reason}).</translation>
    </message>
    <message>
        <source>The adapter was not sent, and nobody said why.</source>
        <translation>Der Adapter wurde nicht gesendet, ohne dass ein Grund genannt wurde.</translation>
    </message>
    <message>
        <source>The adapter {adapter} does not fit the base: {error}</source>
        <translation>Der Adapter {adapter} passt nicht zur Basis: {error}</translation>
    </message>
    <message>
        <source>The adapter {adapter} was not made for this base model.</source>
        <translation>Der Adapter {adapter} wurde nicht für dieses Basismodell gemacht.</translation>
    </message>
    <message>
        <source>The adapter {adapter} was not made for this base.</source>
        <translation>Der Adapter {adapter} wurde nicht für diese Basis gemacht.</translation>
    </message>
    <message>
        <source>The adapter&apos;s {file} cannot be read: {error}.</source>
        <translation>Die Datei {file} des Adapters kann nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>The adapter&apos;s {file} has a temperature that is not above zero.</source>
        <translation>In der Datei {file} des Adapters steht eine Temperatur, die nicht über null liegt.</translation>
    </message>
    <message>
        <source>The base&apos;s vocabulary splits label words, which have to be single tokens ({shown}).</source>
        <translation>Der Wortschatz der Basis zerlegt Labelwörter, die einzelne Tokens sein müssen ({shown}).</translation>
    </message>
    <message>
        <source>The best checkpoint is not there.</source>
        <translation>Der beste Zwischenstand ist nicht da.</translation>
    </message>
    <message>
        <source>The card needs a finished run.</source>
        <translation>Die Karte braucht einen fertigen Lauf.</translation>
    </message>
    <message>
        <source>The checkpoint cannot be read: {error}.</source>
        <translation>Der Zwischenstand kann nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>The checkpoint does not fit the base and the settings.</source>
        <translation>Der Zwischenstand passt nicht zur Basis und zu den Einstellungen.</translation>
    </message>
    <message>
        <source>The column {column} has: {shown}{more}. Labels are negative, neutral, positive or 0, 1, 2.</source>
        <translation>In der Spalte {column} steht: {shown}{more}. Labels sind negative, neutral, positive oder 0, 1, 2.</translation>
    </message>
    <message>
        <source>The comparison could not be kept ({reason}).</source>
        <translation>Der Vergleich konnte nicht aufbewahrt werden ({reason}).</translation>
    </message>
    <message>
        <source>The comparison could not be started ({reason}).</source>
        <translation>Der Vergleich konnte nicht gestartet werden ({reason}).</translation>
    </message>
    <message>
        <source>The comparison ended without a result.</source>
        <translation>Der Vergleich endete ohne Ergebnis.</translation>
    </message>
    <message>
        <source>The comparison was ended from outside, most likely for lack of memory.</source>
        <translation>Der Vergleich wurde von außen beendet, wahrscheinlich aus Mangel an Speicher.</translation>
    </message>
    <message>
        <source>The configuration {path} cannot be read: {error}.</source>
        <translation>Die Konfiguration {path} kann nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>The configuration {path} is not a JSON object.</source>
        <translation>Die Konfiguration {path} ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>The conversion was ended from outside, most likely because memory ran out.</source>
        <translation>Die Umwandlung wurde von außen beendet, wahrscheinlich weil der Speicher ausging.</translation>
    </message>
    <message>
        <source>The converted model could not be written to {folder} ({reason}).</source>
        <translation>Das umgewandelte Modell konnte nicht nach {folder} geschrieben werden ({reason}).</translation>
    </message>
    <message>
        <source>The converted model could not be written to {folder}.</source>
        <translation>Das umgewandelte Modell konnte nicht nach {folder} geschrieben werden.</translation>
    </message>
    <message>
        <source>The converted model does not fit into memory ({free:.1f} GB are free).</source>
        <translation>Das umgewandelte Modell passt nicht in den Speicher ({free:.1f} GB sind frei).</translation>
    </message>
    <message>
        <source>The converted model in {folder} cannot be used: {reason}.</source>
        <translation>Das umgewandelte Modell in {folder} ist nicht verwendbar: {reason}.</translation>
    </message>
    <message>
        <source>The converted model is gone.</source>
        <translation>Das umgewandelte Modell ist verschwunden.</translation>
    </message>
    <message>
        <source>The converted model takes {needed:.1f} GB, and {free:.1f} GB are free on the disk that holds {folder}.</source>
        <translation>Das umgewandelte Modell braucht {needed:.1f} GB, und auf dem Datenträger mit {folder} sind {free:.1f} GB frei.</translation>
    </message>
    <message>
        <source>The corrections could not be written to {folder} ({reason}).</source>
        <translation>Die Korrekturen konnten nicht nach {folder} geschrieben werden ({reason}).</translation>
    </message>
    <message>
        <source>The damaged file is kept as {path}.</source>
        <translation>Die beschädigte Datei bleibt als {path} erhalten.</translation>
    </message>
    <message>
        <source>The data are empty.</source>
        <translation>Die Daten sind leer.</translation>
    </message>
    <message>
        <source>The data are not those that the run began with.</source>
        <translation>Es sind nicht die Daten, mit denen der Lauf begann.</translation>
    </message>
    <message>
        <source>The disk is full, so the history cannot be written.</source>
        <translation>Der Datenträger ist voll, deshalb kann der Verlauf nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The disk is full, so the run could not be saved.</source>
        <translation>Der Datenträger ist voll, deshalb konnte der Lauf nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>The disk is full, so the training could not go on.</source>
        <translation>Der Datenträger ist voll, deshalb konnte das Training nicht weitergehen.</translation>
    </message>
    <message>
        <source>The disk that holds {folder} is full; what has arrived is kept.</source>
        <translation>Der Datenträger mit {folder} ist voll; was schon da ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>The download could not be started ({reason}).</source>
        <translation>Der Download konnte nicht gestartet werden ({reason}).</translation>
    </message>
    <message>
        <source>The download ended unexpectedly; what has arrived is kept.</source>
        <translation>Der Download endete unerwartet; was schon da ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>The estimate could not be started ({reason}).</source>
        <translation>Die Abschätzung konnte nicht gestartet werden ({reason}).</translation>
    </message>
    <message>
        <source>The estimate was ended from outside, most likely for lack of memory.</source>
        <translation>Die Abschätzung wurde von außen beendet, wahrscheinlich aus Mangel an Speicher.</translation>
    </message>
    <message>
        <source>The folder for Valence&apos;s {name} cannot be used: {folder} ({reason}).</source>
        <translation>Der Ordner von Valence für {name} ist nicht verwendbar: {folder} ({reason}).</translation>
    </message>
    <message>
        <source>The folder for models cannot be written: {folder} ({reason}).</source>
        <translation>In den Ordner für Modelle kann nicht geschrieben werden: {folder} ({reason}).</translation>
    </message>
    <message>
        <source>The folder has no text files.</source>
        <translation>Im Ordner sind keine Textdateien.</translation>
    </message>
    <message>
        <source>The folder has: {names}.</source>
        <translation>Im Ordner sind: {names}.</translation>
    </message>
    <message>
        <source>The history cannot be opened.</source>
        <translation>Der Verlauf kann nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>The history cannot be opened: {reason}.</source>
        <translation>Der Verlauf kann nicht geöffnet werden: {reason}.</translation>
    </message>
    <message>
        <source>The history could not be read or written ({error}).</source>
        <translation>Der Verlauf konnte nicht gelesen oder geschrieben werden ({error}).</translation>
    </message>
    <message>
        <source>The history is damaged and cannot be read.</source>
        <translation>Der Verlauf ist beschädigt und kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The history is damaged and could not be moved aside: {reason}.</source>
        <translation>Der Verlauf ist beschädigt und konnte nicht beiseitegelegt werden: {reason}.</translation>
    </message>
    <message>
        <source>The history is read-only, so nothing can be changed in it.</source>
        <translation>Der Verlauf ist schreibgeschützt, deshalb lässt sich nichts darin ändern.</translation>
    </message>
    <message>
        <source>The history was damaged. A new one has been started.</source>
        <translation>Der Verlauf war beschädigt. Ein neuer wurde begonnen.</translation>
    </message>
    <message>
        <source>The history was written by a newer version of Valence, so it is left as it is.</source>
        <translation>Der Verlauf wurde von einer neueren Version von Valence geschrieben, deshalb bleibt er, wie er ist.</translation>
    </message>
    <message>
        <source>The list of models could not be saved to {path} ({reason}).</source>
        <translation>Die Liste der Modelle konnte nicht in {path} gespeichert werden ({reason}).</translation>
    </message>
    <message>
        <source>The log has what it said last.</source>
        <translation>Im Protokoll steht, was es zuletzt gemeldet hat.</translation>
    </message>
    <message>
        <source>The model is large: 4 bits save memory.</source>
        <translation>Das Modell ist groß: 4 Bit sparen Speicher.</translation>
    </message>
    <message>
        <source>The model&apos;s vocabulary begins two of the label words with the same token.</source>
        <translation>Im Wortschatz des Modells beginnen zwei der Labelwörter mit demselben Token.</translation>
    </message>
    <message>
        <source>The model&apos;s vocabulary splits “{word}” into {shown}; it has to be one token.</source>
        <translation>Der Wortschatz des Modells zerlegt „{word}“ in {shown}; es muss ein einziges Token sein.</translation>
    </message>
    <message>
        <source>The place of the run could not be remembered ({reason}).</source>
        <translation>Der Ort des Laufs konnte nicht gemerkt werden ({reason}).</translation>
    </message>
    <message>
        <source>The run goes on from its last checkpoint with --resume.</source>
        <translation>Mit --resume geht der Lauf bei seinem letzten Zwischenstand weiter.</translation>
    </message>
    <message>
        <source>The run in {folder} could not be started ({reason}).</source>
        <translation>Der Lauf in {folder} konnte nicht gestartet werden ({reason}).</translation>
    </message>
    <message>
        <source>The run needs about {needed:.1f} GB of memory and {free:.1f} GB are free.</source>
        <translation>Der Lauf braucht etwa {needed:.1f} GB Speicher, und {free:.1f} GB sind frei.</translation>
    </message>
    <message>
        <source>The run was begun by another version of Valence, or on another kind of device.</source>
        <translation>Der Lauf wurde mit einer anderen Version von Valence oder auf einer anderen Art von Gerät begonnen.</translation>
    </message>
    <message>
        <source>The server does not say what the files of {repository} should be.</source>
        <translation>Der Server sagt nicht, wie die Dateien von {repository} aussehen sollen.</translation>
    </message>
    <message>
        <source>The setting {name} cannot be {value}.</source>
        <translation>Die Einstellung {name} kann nicht {value} sein.</translation>
    </message>
    <message>
        <source>The settings cannot hold what was given for {names}, which stays as it was.</source>
        <translation>Die Einstellungen können nicht aufnehmen, was für {names} angegeben wurde; es bleibt, wie es war.</translation>
    </message>
    <message>
        <source>The settings could not be saved to {path} ({reason}).</source>
        <translation>Die Einstellungen konnten nicht in {path} gespeichert werden ({reason}).</translation>
    </message>
    <message>
        <source>The settings file was damaged; it is kept as {path}, and {consequence}.</source>
        <translation>Die Einstellungsdatei war beschädigt; sie bleibt als {path} erhalten, und {consequence}.</translation>
    </message>
    <message>
        <source>The settings file {path} is damaged; {consequence}.</source>
        <translation>Die Einstellungsdatei {path} ist beschädigt; {consequence}.</translation>
    </message>
    <message>
        <source>The settings in {path} cannot be read ({reason}), so the defaults are used.</source>
        <translation>Die Einstellungen in {path} können nicht gelesen werden ({reason}), deshalb gelten die Vorgaben.</translation>
    </message>
    <message>
        <source>The starter is made from two labelled sets; the folder needs both.</source>
        <translation>Das Startmodell entsteht aus zwei Datensätzen mit Labels; der Ordner braucht beide.</translation>
    </message>
    <message>
        <source>The student begins with an encoder&apos;s weights, and only those of BERT fit: give one more --encoder, such as all-MiniLM-L6-v2.</source>
        <translation>Der Schüler beginnt mit den Gewichten eines Encoders, und nur die von BERT passen: Geben Sie ein weiteres --encoder an, etwa all-MiniLM-L6-v2.</translation>
    </message>
    <message>
        <source>The tokenizer in {folder} cannot be read: {error}.</source>
        <translation>Der Tokenizer in {folder} kann nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>The trainer ended without saying why.</source>
        <translation>Das Trainingsprogramm endete, ohne einen Grund zu nennen.</translation>
    </message>
    <message>
        <source>The training ended without saying why.</source>
        <translation>Das Training endete, ohne einen Grund zu nennen.</translation>
    </message>
    <message>
        <source>The training was ended from outside, most likely because memory ran out.</source>
        <translation>Das Training wurde von außen beendet, wahrscheinlich weil der Speicher ausging.</translation>
    </message>
    <message>
        <source>The training was interrupted.</source>
        <translation>Das Training wurde unterbrochen.</translation>
    </message>
    <message>
        <source>The way back to {model} could not be kept ({reason}).</source>
        <translation>Der Weg zurück zu {model} konnte nicht festgehalten werden ({reason}).</translation>
    </message>
    <message>
        <source>The weights of {name} are damaged: {error}.</source>
        <translation>Die Gewichte von {name} sind beschädigt: {error}.</translation>
    </message>
    <message>
        <source>The {name} texts of {repository} cannot be read: {error}.</source>
        <translation>Die Texte „{name}“ von {repository} können nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>The {split} split in {folder} has no tweets.</source>
        <translation>Der Teil „{split}“ in {folder} hat keine Tweets.</translation>
    </message>
    <message>
        <source>There are no corrections yet.</source>
        <translation>Es gibt noch keine Korrekturen.</translation>
    </message>
    <message>
        <source>There are too few texts to evaluate on: {number}.</source>
        <translation>Es gibt zu wenige Texte zum Auswerten: {number}.</translation>
    </message>
    <message>
        <source>There are too few texts to train on: {number}.</source>
        <translation>Es gibt zu wenige Texte zum Trainieren: {number}.</translation>
    </message>
    <message>
        <source>There are: {known}.</source>
        <translation>Es gibt: {known}.</translation>
    </message>
    <message>
        <source>There are: {names}.</source>
        <translation>Es gibt: {names}.</translation>
    </message>
    <message>
        <source>There is a run in {folder} already.</source>
        <translation>In {folder} gibt es schon einen Lauf.</translation>
    </message>
    <message>
        <source>There is a {name} on the Hub already, and nothing of it was changed.</source>
        <translation>Auf dem Hub gibt es schon {name}, und nichts daran wurde geändert.</translation>
    </message>
    <message>
        <source>There is a {target} already.</source>
        <translation>{target} gibt es schon.</translation>
    </message>
    <message>
        <source>There is no .safetensors file in it.</source>
        <translation>Es ist keine .safetensors-Datei darin.</translation>
    </message>
    <message>
        <source>There is no Apple GPU that PyTorch can use.</source>
        <translation>Es gibt keine Apple-Grafik, die PyTorch verwenden kann.</translation>
    </message>
    <message>
        <source>There is no CUDA device that this build of PyTorch can use.</source>
        <translation>Es gibt kein CUDA-Gerät, das dieses PyTorch verwenden kann.</translation>
    </message>
    <message>
        <source>There is no adapter in {folder}.</source>
        <translation>In {folder} ist kein Adapter.</translation>
    </message>
    <message>
        <source>There is no complete set of configuration and weights in it.</source>
        <translation>Konfiguration und Gewichte sind darin nicht vollständig.</translation>
    </message>
    <message>
        <source>There is no encoding named {encoding}.</source>
        <translation>Es gibt keine Codierung namens {encoding}.</translation>
    </message>
    <message>
        <source>There is no folder {source}.</source>
        <translation>Es gibt keinen Ordner {source}.</translation>
    </message>
    <message>
        <source>There is no run in {folder} to resume.</source>
        <translation>In {folder} gibt es keinen Lauf, der sich fortsetzen ließe.</translation>
    </message>
    <message>
        <source>There is no setting {name}.</source>
        <translation>Es gibt keine Einstellung {name}.</translation>
    </message>
    <message>
        <source>There is no text to classify.</source>
        <translation>Es gibt keinen Text zum Einstufen.</translation>
    </message>
    <message>
        <source>There is no {file} in {folder}.</source>
        <translation>In {folder} gibt es keine Datei {file}.</translation>
    </message>
    <message>
        <source>There is no {source}, neither as a folder here nor on the Hub.</source>
        <translation>{source} gibt es weder hier als Ordner noch auf dem Hub.</translation>
    </message>
    <message>
        <source>There is no {source}.</source>
        <translation>{source} gibt es nicht.</translation>
    </message>
    <message>
        <source>There is something in {folder} already.</source>
        <translation>In {folder} ist schon etwas.</translation>
    </message>
    <message>
        <source>They have to be {words}.</source>
        <translation>Es müssen {words} sein.</translation>
    </message>
    <message>
        <source>This access token may not write to {repository}.</source>
        <translation>Mit diesem Zugangstoken darf nicht in {repository} geschrieben werden.</translation>
    </message>
    <message>
        <source>This device calculates best in float32.</source>
        <translation>Dieses Gerät rechnet am besten in float32.</translation>
    </message>
    <message>
        <source>This device calculates quickest in bfloat16.</source>
        <translation>Dieses Gerät rechnet am schnellsten in bfloat16.</translation>
    </message>
    <message>
        <source>This device has no bfloat16, so float32 is used.</source>
        <translation>Dieses Gerät kennt kein bfloat16, deshalb wird float32 verwendet.</translation>
    </message>
    <message>
        <source>This file is being labelled by another window.</source>
        <translation>Diese Datei wird von einem anderen Fenster eingestuft.</translation>
    </message>
    <message>
        <source>This quantisation does not work here: {error}.</source>
        <translation>Diese Quantisierung funktioniert hier nicht: {error}.</translation>
    </message>
    <message>
        <source>Training failed by a {kind}: {error}</source>
        <translation>Das Training scheiterte an einem Fehler ({kind}): {error}</translation>
    </message>
    <message>
        <source>Training needs texts of at least two classes.</source>
        <translation>Zum Trainieren braucht es Texte aus mindestens zwei Klassen.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, a proxy or mirror on the way changes files.</source>
        <translation>Versuche es noch einmal. Wenn es wieder passiert, ändert ein Proxy oder Spiegel auf dem Weg die Dateien.</translation>
    </message>
    <message>
        <source>Try again; it goes on from there.</source>
        <translation>Versuche es noch einmal; er geht von dort aus weiter.</translation>
    </message>
    <message>
        <source>Turn offline mode off under Manage models, Network.</source>
        <translation>Schalte „Offline arbeiten“ unter „Modelle verwalten“, „Netzwerk“ aus.</translation>
    </message>
    <message>
        <source>Turn offline mode off, in the network settings or in HF_HUB_OFFLINE.</source>
        <translation>Schalte „Offline arbeiten“ aus, in den Netzwerkeinstellungen oder in HF_HUB_OFFLINE.</translation>
    </message>
    <message>
        <source>Turn offline mode off, or use a folder.</source>
        <translation>Schalte „Offline arbeiten“ aus oder verwende einen Ordner.</translation>
    </message>
    <message>
        <source>Type or paste some.</source>
        <translation>Tippe oder füge einen ein.</translation>
    </message>
    <message>
        <source>Unpack it and open the file that you want.</source>
        <translation>Entpacke sie und öffne die gewünschte Datei.</translation>
    </message>
    <message>
        <source>Unpack it and open the one that you want.</source>
        <translation>Entpacke sie und öffne die gewünschte.</translation>
    </message>
    <message>
        <source>Unpack it first.</source>
        <translation>Entpacke sie zuerst.</translation>
    </message>
    <message>
        <source>Update Valence to see it again. New answers are not kept until then.</source>
        <translation>Aktualisiere Valence, um ihn wieder zu sehen. Bis dahin werden neue Antworten nicht behalten.</translation>
    </message>
    <message>
        <source>Use a version with .safetensors files; or, if you trust its author, allow pickled weights in the model settings or by --allow-pickle.</source>
        <translation>Verwende eine Fassung mit .safetensors-Dateien; oder, wenn du dem Urheber vertraust, erlaube Gewichte als Pickle in den Modelleinstellungen oder mit --allow-pickle.</translation>
    </message>
    <message>
        <source>Valence is already running and does not answer.</source>
        <translation>Valence läuft schon und antwortet nicht.</translation>
    </message>
    <message>
        <source>Wait a little, then publish again.</source>
        <translation>Warte ein wenig und veröffentliche dann noch einmal.</translation>
    </message>
    <message>
        <source>Wait for it, cancel it, or choose another folder.</source>
        <translation>Warte auf ihn, brich ihn ab oder wähle einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Wait until that is done, or end it.</source>
        <translation>Warte, bis das fertig ist, oder beende es.</translation>
    </message>
    <message>
        <source>What it said last stands above, if anything.</source>
        <translation>Was er zuletzt gemeldet hat, steht oben, wenn er etwas gemeldet hat.</translation>
    </message>
    <message>
        <source>What was there before is unchanged.</source>
        <translation>Was vorher da war, ist unverändert.</translation>
    </message>
    <message>
        <source>With a published QLoRA adapter for tweets, whose card gives no figures.</source>
        <translation>Mit einem veröffentlichten QLoRA-Adapter für Tweets, dessen Karte keine Zahlen nennt.</translation>
    </message>
    <message>
        <source>Write it once more, or export it as CSV.</source>
        <translation>Schreibe sie noch einmal oder exportiere sie als CSV.</translation>
    </message>
    <message>
        <source>XML</source>
        <translation>XML</translation>
    </message>
    <message>
        <source>a Feather file</source>
        <translation>eine Feather-Datei</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>ein PDF-Dokument</translation>
    </message>
    <message>
        <source>a Stata file</source>
        <translation>eine Stata-Datei</translation>
    </message>
    <message>
        <source>a database</source>
        <translation>eine Datenbank</translation>
    </message>
    <message>
        <source>a document of a word processor</source>
        <translation>ein Dokument einer Textverarbeitung</translation>
    </message>
    <message>
        <source>a file of R&apos;s own</source>
        <translation>eine Datei im eigenen Format von R</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>ein Bild</translation>
    </message>
    <message>
        <source>a presentation</source>
        <translation>eine Präsentation</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>ein Programm</translation>
    </message>
    <message>
        <source>a quotation mark in it is not closed, or stands within a field</source>
        <translation>ein Anführungszeichen darin ist nicht geschlossen oder steht mitten in einem Feld</translation>
    </message>
    <message>
        <source>a sound or video file</source>
        <translation>eine Ton- oder Videodatei</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>eine Webseite</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>also in validation</source>
        <translation>auch zum Auswerten</translation>
    </message>
    <message>
        <source>an SPSS file</source>
        <translation>eine SPSS-Datei</translation>
    </message>
    <message>
        <source>an archive</source>
        <translation>ein Archiv</translation>
    </message>
    <message>
        <source>an array of NumPy</source>
        <translation>ein Array von NumPy</translation>
    </message>
    <message>
        <source>bad rows</source>
        <translation>fehlerhaft</translation>
    </message>
    <message>
        <source>binary Excel workbook</source>
        <translation>binäre Excel-Arbeitsmappe</translation>
    </message>
    <message>
        <source>cache</source>
        <translation>den Zwischenspeicher</translation>
    </message>
    <message>
        <source>config</source>
        <translation>die Einstellungen</translation>
    </message>
    <message>
        <source>data</source>
        <translation>die Daten</translation>
    </message>
    <message>
        <source>duplicates</source>
        <translation>doppelt</translation>
    </message>
    <message>
        <source>duplicates with different labels</source>
        <translation>doppelt mit verschiedenen Labels</translation>
    </message>
    <message>
        <source>in {quantization} it agreed on {percent:.1f}% of the sample tweets</source>
        <translation>in {quantization} auf {percent:.1f} % der Beispiel-Tweets dieselbe Antwort</translation>
    </message>
    <message numerus="yes">
        <source>it has {number} fields where the header has {width}</source>
        <translation>
            <numerusform>sie hat {number} Feld, die Kopfzeile aber {width}</numerusform>
            <numerusform>sie hat {number} Felder, die Kopfzeile aber {width}</numerusform>
        </translation>
    </message>
    <message>
        <source>{file} has several files that can be read: {names}.</source>
        <translation>{file} enthält mehrere lesbare Dateien: {names}.</translation>
    </message>
    <message>
        <source>{file} is a list of texts, without a column of labels.</source>
        <translation>{file} ist eine Liste von Texten ohne eine Spalte mit Labels.</translation>
    </message>
    <message>
        <source>{file} is an archive without a table that can be read: {names}.</source>
        <translation>{file} ist ein Archiv ohne eine lesbare Tabelle: {names}.</translation>
    </message>
    <message>
        <source>{file} is damaged, is protected by a password, or is no workbook.</source>
        <translation>{file} ist beschädigt, durch ein Passwort geschützt oder keine Arbeitsmappe.</translation>
    </message>
    <message>
        <source>{file} is damaged, or is no Parquet file.</source>
        <translation>{file} ist beschädigt oder keine Parquet-Datei.</translation>
    </message>
    <message>
        <source>{file} is damaged, or is not there as a whole.</source>
        <translation>{file} ist beschädigt oder nicht vollständig.</translation>
    </message>
    <message>
        <source>{file} is damaged, or is not what its name says: {format}.</source>
        <translation>{file} ist beschädigt oder nicht das, was der Name sagt: {format}.</translation>
    </message>
    <message>
        <source>{file} is packed in a way that cannot be read, or has a password.</source>
        <translation>{file} ist auf eine Weise gepackt, die nicht gelesen werden kann, oder hat ein Passwort.</translation>
    </message>
    <message>
        <source>{file} is {kind}, not a file of texts.</source>
        <translation>{file} ist {kind}, keine Datei mit Texten.</translation>
    </message>
    <message numerus="yes">
        <source>{texts_file} has {number} lines and {labels_file} has {labels}.</source>
        <translation>
            <numerusform>{texts_file} hat {number} Zeile und {labels_file} hat {labels}.</numerusform>
            <numerusform>{texts_file} hat {number} Zeilen und {labels_file} hat {labels}.</numerusform>
        </translation>
    </message>
    <message>
        <source>it has a field that is longer than 16 MB</source>
        <translation>sie hat ein Feld, das länger als 16 MB ist</translation>
    </message>
    <message>
        <source>Export it as CSV, or copy its texts into a text file, one on each line.</source>
        <translation>Exportiere sie als CSV oder kopiere ihre Texte in eine Textdatei, einen auf jede Zeile.</translation>
    </message>
    <message>
        <source>Fetch it again.</source>
        <translation>Lade sie noch einmal herunter.</translation>
    </message>
    <message>
        <source>Files that can be read: {endings}.</source>
        <translation>Lesbare Dateien: {endings}.</translation>
    </message>
    <message>
        <source>Give a table: CSV, TSV, JSON, a workbook or Parquet.</source>
        <translation>Gib eine Tabelle an: CSV, TSV, JSON, eine Arbeitsmappe oder Parquet.</translation>
    </message>
    <message>
        <source>Give tweet_eval, a folder, or a table: CSV, TSV, JSON, a workbook or Parquet.</source>
        <translation>Gib tweet_eval, einen Ordner oder eine Tabelle an: CSV, TSV, JSON, eine Arbeitsmappe oder Parquet.</translation>
    </message>
    <message>
        <source>Open it in a spreadsheet program and save the sheet as CSV.</source>
        <translation>Öffne sie in einer Tabellenkalkulation und speichere das Blatt als CSV.</translation>
    </message>
    <message>
        <source>OpenDocument spreadsheet</source>
        <translation>OpenDocument-Tabelle</translation>
    </message>
    <message>
        <source>Text, one per line</source>
        <translation>Text, einer pro Zeile</translation>
    </message>
    <message>
        <source>it has no label</source>
        <translation>sie hat kein Label</translation>
    </message>
    <message>
        <source>it has no text</source>
        <translation>sie hat keinen Text</translation>
    </message>
    <message>
        <source>it has no {column}</source>
        <translation>ihr fehlt {column}</translation>
    </message>
    <message>
        <source>it has the names of the columns again</source>
        <translation>sie enthält noch einmal die Namen der Spalten</translation>
    </message>
    <message>
        <source>it is a note below the table</source>
        <translation>sie ist eine Anmerkung unter der Tabelle</translation>
    </message>
    <message>
        <source>it is longer than 16 MB</source>
        <translation>sie ist länger als 16 MB</translation>
    </message>
    <message>
        <source>it is not JSON</source>
        <translation>sie ist kein JSON</translation>
    </message>
    <message>
        <source>it is not JSON, and what follows it cannot be read</source>
        <translation>sie ist kein JSON, und was danach kommt, kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>it is not a JSON object</source>
        <translation>sie ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>its text is a formula whose result is not in the file</source>
        <translation>ihr Text ist eine Formel, deren Ergebnis nicht in der Datei steht</translation>
    </message>
    <message>
        <source>its text is an error of a spreadsheet, {error}</source>
        <translation>ihr Text ist der Fehler einer Tabellenkalkulation, {error}</translation>
    </message>
    <message>
        <source>logs</source>
        <translation>die Protokolle</translation>
    </message>
    <message>
        <source>macro-averaged recall</source>
        <translation>makrogemittelte Trefferquote</translation>
    </message>
    <message>
        <source>mapping.txt in {folder} says {line}.</source>
        <translation>In mapping.txt in {folder} steht {line}.</translation>
    </message>
    <message>
        <source>old Excel workbook</source>
        <translation>alte Excel-Arbeitsmappe</translation>
    </message>
    <message>
        <source>the defaults are used</source>
        <translation>es gelten die Vorgaben</translation>
    </message>
    <message>
        <source>the defaults are used for {names}</source>
        <translation>für {names} gelten die Vorgaben</translation>
    </message>
    <message>
        <source>validation duplicates</source>
        <translation>doppelt zum Auswerten</translation>
    </message>
    <message>
        <source>validation duplicates with different labels</source>
        <translation>doppelt zum Auswerten mit verschiedenen Labels</translation>
    </message>
    <message>
        <source>{base} cannot be read as a causal language model: {error}.</source>
        <translation>{base} kann nicht als kausales Sprachmodell gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>{checkpoint} lacks {file}: {error}.</source>
        <translation>In {checkpoint} fehlt {file}: {error}.</translation>
    </message>
    <message>
        <source>{file} cannot be read: {error}.</source>
        <translation>{file} kann nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>{file} could not be written ({reason}).</source>
        <translation>{file} konnte nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
        <source>{file} does not look like text.</source>
        <translation>{file} sieht nicht nach Text aus.</translation>
    </message>
    <message>
        <source>{file} has a sheet that is too large for this computer&apos;s memory.</source>
        <translation>{file} hat ein Blatt, das für den Speicher dieses Computers zu groß ist.</translation>
    </message>
    <message>
        <source>{file} has changed since it was labelled.</source>
        <translation>{file} hat sich geändert, seit sie eingestuft wurde.</translation>
    </message>
    <message>
        <source>{file} has no JSON objects.</source>
        <translation>{file} hat keine JSON-Objekte.</translation>
    </message>
    <message>
        <source>{file} has no column {column}.</source>
        <translation>{file} hat keine Spalte {column}.</translation>
    </message>
    <message>
        <source>{file} has no rows.</source>
        <translation>{file} hat keine Zeilen.</translation>
    </message>
    <message>
        <source>{file} has no sheet {sheet}.</source>
        <translation>{file} hat kein Blatt {sheet}.</translation>
    </message>
    <message>
        <source>{file} has no sheets with cells.</source>
        <translation>{file} hat keine Blätter mit Zellen.</translation>
    </message>
    <message>
        <source>{file} is already being downloaded by another program.</source>
        <translation>{file} wird schon von einem anderen Programm heruntergeladen.</translation>
    </message>
    <message>
        <source>{file} is empty.</source>
        <translation>{file} ist leer.</translation>
    </message>
    <message>
        <source>{file} is not what the Hub says it is, so it was thrown away.</source>
        <translation>{file} ist nicht, was der Hub angibt, und wurde deshalb verworfen.</translation>
    </message>
    <message>
        <source>{file} of {checkpoint} is damaged.</source>
        <translation>{file} von {checkpoint} ist beschädigt.</translation>
    </message>
    <message>
        <source>{file} was begun by another version of Valence.</source>
        <translation>{file} wurde von einer anderen Version von Valence begonnen.</translation>
    </message>
    <message>
        <source>{file} would unpack to far more than a table has.</source>
        <translation>{file} würde entpackt weit größer, als eine Tabelle ist.</translation>
    </message>
    <message>
        <source>{folder} can be written to by others.</source>
        <translation>In {folder} können auch andere schreiben.</translation>
    </message>
    <message>
        <source>{folder} cannot be made ({reason}).</source>
        <translation>{folder} kann nicht angelegt werden ({reason}).</translation>
    </message>
    <message>
        <source>{folder} cannot be read ({reason}).</source>
        <translation>{folder} kann nicht gelesen werden ({reason}).</translation>
    </message>
    <message>
        <source>{folder} has no {file}.</source>
        <translation>In {folder} fehlt {file}.</translation>
    </message>
    <message>
        <source>{folder} is not a model.</source>
        <translation>{folder} ist kein Modell.</translation>
    </message>
    <message>
        <source>{folder} is not empty.</source>
        <translation>{folder} ist nicht leer.</translation>
    </message>
    <message numerus="yes">
        <source>{folder} lacks {number} of its weights, {first} among them.</source>
        <translation>
            <numerusform>In {folder} fehlt {number} Gewicht: {first}.</numerusform>
            <numerusform>In {folder} fehlen {number} Gewichte, darunter {first}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} cannot be put together: {error}.</source>
        <translation>{name} lässt sich nicht zusammensetzen: {error}.</translation>
    </message>
    <message>
        <source>{name} cannot be read as a causal language model: {error}.</source>
        <translation>{name} kann nicht als kausales Sprachmodell gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>{name} does not fit into memory ({free:.1f} GB are free).</source>
        <translation>{name} passt nicht in den Speicher ({free:.1f} GB sind frei).</translation>
    </message>
    <message>
        <source>{needed:.1f} GB are still to be fetched, and {free:.1f} GB are free on the disk that holds {folder}.</source>
        <translation>{needed:.1f} GB sind noch herunterzuladen, und auf dem Datenträger mit {folder} sind {free:.1f} GB frei.</translation>
    </message>
    <message numerus="yes">
        <source>{number:,} bad rows are left out; the first is line {line} of {file}: {reason}.</source>
        <translation>
            <numerusform>{number:,} fehlerhafte Zeile ist weggelassen, Zeile {line} von {file}: {reason}.</numerusform>
            <numerusform>{number:,} fehlerhafte Zeilen sind weggelassen; die erste ist Zeile {line} von {file}: {reason}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{number:,} {reason}</source>
        <translation>{number:,} {reason}</translation>
    </message>
    <message numerus="yes">
        <source>{number} texts at once do not fit into memory; it goes on with {smaller} and accumulates more.</source>
        <translation>
            <numerusform>{number} Text auf einmal passt nicht in den Speicher; es geht mit {smaller} weiter und sammelt öfter an.</numerusform>
            <numerusform>{number} Texte auf einmal passen nicht in den Speicher; es geht mit {smaller} weiter und sammelt öfter an.</numerusform>
        </translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason}).</source>
        <translation>{path} kann nicht gelesen werden ({reason}).</translation>
    </message>
    <message>
        <source>{path} cannot be read or written: {reason}.</source>
        <translation>{path} kann nicht gelesen oder geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}.</source>
        <translation>{path} kann nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <source>{path} is a folder.</source>
        <translation>{path} ist ein Ordner.</translation>
    </message>
    <message>
        <source>{path} is no regular file.</source>
        <translation>{path} ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>{path} is not a JSON object.</source>
        <translation>{path} ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>{path} is write-protected.</source>
        <translation>{path} ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>{problem} It goes on from the checkpoint before.</source>
        <translation>{problem} Es geht beim Zwischenstand davor weiter.</translation>
    </message>
    <message>
        <source>{problem} The adapter is that of {checkpoint}.</source>
        <translation>{problem} Der Adapter ist der von {checkpoint}.</translation>
    </message>
    <message>
        <source>{repository} cannot be deleted ({reason}).</source>
        <translation>{repository} kann nicht gelöscht werden ({reason}).</translation>
    </message>
    <message>
        <source>{repository} cannot be put back ({reason}).</source>
        <translation>{repository} kann nicht zurückgelegt werden ({reason}).</translation>
    </message>
    <message>
        <source>{repository} has no {name} texts.</source>
        <translation>{repository} hat keine Texte „{name}“.</translation>
    </message>
    <message>
        <source>{repository} is not a model that Valence can read.</source>
        <translation>{repository} ist kein Modell, das Valence lesen kann.</translation>
    </message>
    <message>
        <source>{sign_in} The name of another owner is refused too.</source>
        <translation>{sign_in} Auch der Name eines anderen Besitzers wird abgelehnt.</translation>
    </message>
    <message>
        <source>{source} could not be fetched: {error}.</source>
        <translation>{source} konnte nicht heruntergeladen werden: {error}.</translation>
    </message>
    <message>
        <source>{source} has its weights only as {file}, which can run code when it is read.</source>
        <translation>{source} hat seine Gewichte nur als {file}; eine solche Datei kann beim Lesen Programme ausführen.</translation>
    </message>
    <message>
        <source>{source} has no revision {revision}.</source>
        <translation>{source} hat keine Revision {revision}.</translation>
    </message>
    <message>
        <source>{source} has no weights.</source>
        <translation>{source} hat keine Gewichte.</translation>
    </message>
    <message>
        <source>{source} is not on this computer and the Hub cannot be reached.</source>
        <translation>{source} ist nicht auf diesem Computer, und der Hub ist nicht zu erreichen.</translation>
    </message>
    <message>
        <source>{source} is not on this computer, and Valence is set to work offline.</source>
        <translation>{source} ist nicht auf diesem Computer, und Valence soll offline arbeiten.</translation>
    </message>
    <message>
        <source>{source} is not on this computer.</source>
        <translation>{source} ist nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>{source} is on the Hub, but its owners give access on request only.</source>
        <translation>{source} ist auf dem Hub, aber die Besitzer geben nur auf Anfrage Zugang.</translation>
    </message>
    <message>
        <source>{source} numbers its classes {names}.</source>
        <translation>{source} zählt die Klassen in der Reihenfolge {names}.</translation>
    </message>
    <message>
        <source>{target} cannot be written ({reason}).</source>
        <translation>{target} kann nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
        <source>{target} is the input as well, and would be overwritten.</source>
        <translation>{target} ist auch die Eingabe und würde überschrieben.</translation>
    </message>
    <message>
        <source>{tried} and {one}</source>
        <translation>{tried} und {one}</translation>
    </message>
    <message>
        <source>“{repository}” is no name for a repository.</source>
        <translation>„{repository}“ ist kein Name für ein Repositorium.</translation>
    </message>
</context>
<context>
    <name>tables</name>
    <message numerus="yes">
        <source>%Ln cells cleaned</source>
        <translation>
            <numerusform>%Ln Zelle bereinigt</numerusform>
            <numerusform>%Ln Zellen bereinigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cells cut</source>
        <translation>
            <numerusform>%Ln Zelle gekürzt</numerusform>
            <numerusform>%Ln Zellen gekürzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cells defused</source>
        <translation>
            <numerusform>%Ln Zelle entschärft</numerusform>
            <numerusform>%Ln Zellen entschärft</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>training</name>
    <message numerus="yes">
        <source>%Ln texts to train on, {others} to evaluate on</source>
        <translation>
            <numerusform>%Ln Text zum Trainieren, {others} zum Auswerten</numerusform>
            <numerusform>%Ln Texte zum Trainieren, {others} zum Auswerten</numerusform>
        </translation>
    </message>
    <message>
        <source>, the best so far</source>
        <translation>, bisher das Beste</translation>
    </message>
    <message>
        <source>Adapted layers</source>
        <translation>Angepasste Schichten</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Stapelgröße</translation>
    </message>
    <message>
        <source>Begins the random numbers: the same seed and data give the same run.</source>
        <translation>Beginn der Zufallszahlen: Gleicher Startwert und gleiche Daten ergeben denselben Lauf.</translation>
    </message>
    <message>
        <source>Being read…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Class balance</source>
        <translation>Klassenausgleich</translation>
    </message>
    <message>
        <source>Compute activations twice to save memory. Not worth it for tweets.</source>
        <translation>Aktivierungen zweimal berechnen, um Speicher zu sparen. Lohnt sich bei Tweets nicht.</translation>
    </message>
    <message>
        <source>Decay</source>
        <translation>Abfall</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Gradient checkpointing</source>
        <translation>Gradient Checkpointing</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>Gradientenbegrenzung</translation>
    </message>
    <message>
        <source>Gradients longer than this are shortened, so that one odd text does no harm.</source>
        <translation>Längere Gradienten werden gekürzt, damit ein seltsamer Text keinen Schaden anrichtet.</translation>
    </message>
    <message>
        <source>How far each step goes, at its highest. Too high, and the loss jumps; too low, and nothing is learned in time.</source>
        <translation>Wie weit jeder Schritt höchstens geht. Zu weit, und der Verlust springt; zu kurz, und in der Zeit wird nichts gelernt.</translation>
    </message>
    <message>
        <source>How many earlier texts are mixed into corrections, so that less is forgotten.</source>
        <translation>Wie viele frühere Texte unter die Korrekturen gemischt werden, damit weniger vergessen wird.</translation>
    </message>
    <message>
        <source>How often the model is tested and a checkpoint is written. Automatic is ten times a run.</source>
        <translation>Wie oft das Modell geprüft und ein Zwischenstand geschrieben wird. Automatisch heißt zehnmal je Lauf.</translation>
    </message>
    <message>
        <source>How often the run goes through all the data.</source>
        <translation>Wie oft der Lauf durch alle Daten geht.</translation>
    </message>
    <message>
        <source>How strongly a new adapter counts: its output is scaled by alpha / rank.</source>
        <translation>Wie stark ein neuer Adapter zählt: Seine Ausgabe wird mit Alpha / Rang skaliert.</translation>
    </message>
    <message>
        <source>How the learning rate falls after the warm-up.</source>
        <translation>Wie die Lernrate nach dem Anlauf sinkt.</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Keeps frequent classes from being favoured: by logit adjustment, by weights, or not at all.</source>
        <translation>Verhindert, dass häufige Klassen bevorzugt werden: durch Anpassung der Logits, durch Gewichte oder gar nicht.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Longest text in tokens; what does not fit is left out. A tweet has about 40.</source>
        <translation>Längster Text in Tokens; was nicht hineinpasst, fällt weg. Ein Tweet hat etwa 40.</translation>
    </message>
    <message>
        <source>Maximum length</source>
        <translation>Höchstlänge</translation>
    </message>
    <message>
        <source>Most steps</source>
        <translation>Höchstens Schritte</translation>
    </message>
    <message>
        <source>Names of the layers that get an adapter, separated by commas; all-linear is every linear layer but the output layer.</source>
        <translation>Namen der Schichten, die einen Adapter bekommen, durch Kommas getrennt; all-linear heißt alle linearen Schichten außer der Ausgabeschicht.</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Precision of the base</source>
        <translation>Genauigkeit der Basis</translation>
    </message>
    <message>
        <source>Pulls the adapter&apos;s weights towards zero a little in each step.</source>
        <translation>Zieht die Gewichte des Adapters bei jedem Schritt ein wenig gegen null.</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Rank-stabilised scaling</source>
        <translation>Rangstabile Skalierung</translation>
    </message>
    <message>
        <source>Replayed texts</source>
        <translation>Wiederholte Texte</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Scale by alpha / √rank instead, which suits high ranks (rsLoRA).</source>
        <translation>Stattdessen mit Alpha / √Rang skalieren, was zu hohen Rängen passt (rsLoRA).</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Share of a new adapter&apos;s input that is left out at random in each step, against learning texts by heart.</source>
        <translation>Anteil der Eingabe eines neuen Adapters, der bei jedem Schritt zufällig weggelassen wird, damit Texte nicht auswendig gelernt werden.</translation>
    </message>
    <message>
        <source>Share of the steps in which the learning rate rises from zero.</source>
        <translation>Anteil der Schritte, in denen die Lernrate von null an steigt.</translation>
    </message>
    <message>
        <source>Size of a new adapter. More can learn more, and needs more data.</source>
        <translation>Größe eines neuen Adapters. Mehr kann mehr lernen und braucht mehr Daten.</translation>
    </message>
    <message>
        <source>Step {step}: macro-recall {recall} ± {error}</source>
        <translation>Schritt {step}: Makro-Trefferquote {recall} ± {error}</translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minutes</source>
        <translation>
            <numerusform>etwa %Ln Minute</numerusform>
            <numerusform>etwa %Ln Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>about {days} days</source>
        <translation>etwa {days} Tage</translation>
    </message>
    <message>
        <source>about {hours} hours</source>
        <translation>etwa {hours} Stunden</translation>
    </message>
    <message>
        <source>{number} GB</source>
        <translation>{number} GB</translation>
    </message>
    <message>
        <source>{number} MB</source>
        <translation>{number} MB</translation>
    </message>
    <message>
        <source>Steps between evaluations</source>
        <translation>Schritte zwischen Auswertungen</translation>
    </message>
    <message>
        <source>Stop after so many steps, whatever the epochs say.</source>
        <translation>Nach so vielen Schritten aufhören, was immer die Epochen sagen.</translation>
    </message>
    <message>
        <source>Texts at once</source>
        <translation>Texte auf einmal</translation>
    </message>
    <message>
        <source>Texts in one pass through the model. Fewer need less memory; the result is the same. It shrinks by itself when memory runs out.</source>
        <translation>Texte in einem Durchgang durch das Modell. Weniger brauchen weniger Speicher; das Ergebnis ist dasselbe. Wird von selbst kleiner, wenn der Speicher ausgeht.</translation>
    </message>
    <message>
        <source>Texts in one step. More makes steps steadier and slower.</source>
        <translation>Texte in einem Schritt. Mehr machen die Schritte stetiger und langsamer.</translation>
    </message>
    <message>
        <source>The run ends early after so many evaluations without improvement.</source>
        <translation>Der Lauf endet früher, wenn so viele Auswertungen keine Verbesserung bringen.</translation>
    </message>
    <message>
        <source>Train length and direction of the weights apart (DoRA). Slower, sometimes better.</source>
        <translation>Länge und Richtung der Gewichte getrennt trainieren (DoRA). Langsamer, manchmal besser.</translation>
    </message>
    <message>
        <source>Trained weights: {trained} of {all}, on {device}</source>
        <translation>Trainierte Gewichte: {trained} von {all}, auf {device}</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Anlauf</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtsabnahme</translation>
    </message>
    <message>
        <source>Weight-decomposed adapter</source>
        <translation>Adapter mit zerlegten Gewichten</translation>
    </message>
    <message>
        <source>What does the arithmetic. A graphics card is many times quicker.</source>
        <translation>Womit gerechnet wird. Eine Grafikkarte ist um ein Vielfaches schneller.</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>less than 2 minutes</source>
        <translation>weniger als 2 Minuten</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>weniger als eine Minute</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>linear</translation>
    </message>
    <message>
        <source>logit-adjustment</source>
        <translation>Anpassung der Logits</translation>
    </message>
    <message>
        <source>nf4 keeps the base in 4 bits, which is what makes large models fit. The adapter itself is trained in full precision.</source>
        <translation>nf4 hält die Basis in 4 Bit, wodurch große Modelle überhaupt hineinpassen. Der Adapter selbst wird mit voller Genauigkeit trainiert.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>16-bit</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>32-bit</source>
        <translation>32 Bit</translation>
    </message>
    <message>
        <source>4-bit</source>
        <translation>4 Bit</translation>
    </message>
    <message>
        <source>8-bit</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>&lt; 1 %</source>
        <translation>&lt; 1 %</translation>
    </message>
    <message>
        <source>&gt; 99 %</source>
        <translation>&gt; 99 %</translation>
    </message>
    <message>
        <source>Making a 4-bit version of {model} for this computer · {done} %</source>
        <translation>Legt eine 4-Bit-Fassung von {model} für diesen Computer an · {done} %</translation>
    </message>
    <message>
        <source>Making a smaller version of {model} for this computer · {done} %</source>
        <translation>Legt eine kleinere Fassung von {model} für diesen Computer an · {done} %</translation>
    </message>
    <message>
        <source>Making an 8-bit version of {model} for this computer · {done} %</source>
        <translation>Legt eine 8-Bit-Fassung von {model} für diesen Computer an · {done} %</translation>
    </message>
    <message>
        <source>Negative</source>
        <translation>Negativ</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>Positiv</translation>
    </message>
    <message>
        <source>Starter model</source>
        <translation>Startmodell</translation>
    </message>
    <message>
        <source>asking the Hub…</source>
        <translation>fragt den Hub…</translation>
    </message>
    <message>
        <source>checking…</source>
        <translation>wird geprüft…</translation>
    </message>
    <message>
        <source>d MMM yyyy HH:mm</source>
        <translation>d. MMM yyyy HH:mm</translation>
    </message>
    <message>
        <source>first pieces</source>
        <translation>erste Stücke</translation>
    </message>
    <message>
        <source>no connection, trying again…</source>
        <translation>keine Verbindung, neuer Versuch…</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>under 1 ms</source>
        <translation>unter 1 ms</translation>
    </message>
    <message>
        <source>whole words</source>
        <translation>ganze Wörter</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} von {all}</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{number} GB</source>
        <translation>{number} GB</translation>
    </message>
    <message>
        <source>{number} MB</source>
        <translation>{number} MB</translation>
    </message>
    <message>
        <source>{number} billion</source>
        <translation>{number} Milliarden</translation>
    </message>
    <message>
        <source>{number} kB</source>
        <translation>{number} kB</translation>
    </message>
    <message>
        <source>{number} million</source>
        <translation>{number} Millionen</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} ms</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} s</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/s</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>{words} (probe: {recall} against {rejected})</source>
        <translation>{words} (Probe: {recall} gegen {rejected})</translation>
    </message>
    <message>
        <source>{words} (probe: {recall})</source>
        <translation>{words} (Probe: {recall})</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>„{text}“</translation>
    </message>
</context>
</TS>
