"""The text of an answer with its words shaded, and the strongest of them in a list."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QToolTip,
    QWidget,
)

from desktop_app.classifier.explanation import Explanation, WordEffect
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.ui.answer.shaded_text import ShadedText, words_that_matter
from desktop_app.ui.sentences import filled
from desktop_app.ui.wording import label_word, one_line, signed

_ROWS_IN_SIGHT = 3
_MOST_ROWS = 12


class WordTable(QTableWidget):
    """The words with the largest effect on the answer, each with the change of the log-odds."""

    chosen = Signal(object)  # WordEffect

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self.setAccessibleName(self.tr("Words that drove the answer"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self.viewport().setAutoFillBackground(False)
        self.currentCellChanged.connect(self._choose)
        self._effects: list[WordEffect] = []

    def sizeHint(self) -> QSize:
        """Some rows; the others are scrolled to."""
        return QSize(210, _ROWS_IN_SIGHT * self._row_height())

    def minimumSizeHint(self) -> QSize:
        """Narrower than that in a narrow window."""
        return QSize(110, self.sizeHint().height())

    def show_effects(self, effects: list[WordEffect], label: Sentiment) -> None:
        """List effects in the order given."""
        self.clearSelection()
        self._effects = []
        self.setRowCount(len(effects))
        for row, effect in enumerate(effects):
            word = one_line(effect.word, 60)
            spoken = filled(
                self.tr("{word}, towards {label}, {strength}")
                if effect.change > 0
                else self.tr("{word}, away from {label}, {strength}"),
                word=word,
                label=label_word(label),
                strength=signed(abs(effect.change)).lstrip("+"),
            )
            cells = (word, signed(effect.change))
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
                if column:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                item.setToolTip(spoken)
                self.setItem(row, column, item)
        self._effects = effects
        self.scrollToTop()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._effects):
            self.chosen.emit(self._effects[row])

    def _row_height(self) -> int:
        return self.fontMetrics().lineSpacing() + 2


class ExplanationView(QWidget):
    """Text on the left, words on the right.

    The button that says how it is made, ``how``, is placed by whoever shows the view.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ShadedText()
        self.table = WordTable()
        self.remark = QLabel()
        self.remark.setWordWrap(True)
        self.remark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.how = QToolButton()
        self.how.setText(self.tr("How is this made?"))
        self.how.setAutoRaise(True)
        # The card must not become higher when it comes.
        policy = self.how.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.how.setSizePolicy(policy)
        self.how.setToolTip(
            self.tr(
                "<p>Each word is left out in turn and the model is asked again; the number says "
                "how much less (+) or more (−) it then leans to its label (change of the "
                "log-odds). Leaving a word out also breaks the sentence, so this is a hint, "
                "not a proof.</p>"
            )
        )
        self.how.setWhatsThis(self.how.toolTip())
        self.how.clicked.connect(self._explain_itself)
        self.table.chosen.connect(self.text.select_word)
        words = QWidget()
        # The remark stands where the table would: the card keeps its height.
        self._pages = QStackedLayout(words)
        self._pages.addWidget(self.remark)
        self._pages.addWidget(self.table)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self.text, 3)
        layout.addWidget(words, 1)
        self._say("")

    def show_text(self, text: str, remark: str = "") -> None:
        """Show a text whose explanation is still to come, or the remark why there is none."""
        self.text.show_text(text)
        self._say(remark)

    def show_explanation(self, explanation: Explanation) -> None:
        """Shade and list the words of the text that is shown."""
        self.text.show_explanation(explanation)
        effects = words_that_matter(explanation)[:_MOST_ROWS]
        if effects:
            self.table.show_effects(effects, explanation.label)
            self.how.show()
            self._pages.setCurrentWidget(self.table)
        else:
            self._say(
                self.tr("No single word made a difference: what is left of the text says the same.")
            )

    def _say(self, remark: str) -> None:
        self.remark.setText(remark)
        self.how.hide()
        self._pages.setCurrentWidget(self.remark)

    def _explain_itself(self) -> None:
        """Keyboards and touch screens have no pointer that could rest."""
        below = self.how.mapToGlobal(QPoint(0, self.how.height()))
        QToolTip.showText(below, self.how.toolTip(), self.how)
