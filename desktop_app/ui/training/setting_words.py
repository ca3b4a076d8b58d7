"""Names and explanations of a run's settings, for people who have not read the papers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def _tr(text: str) -> str:
    return QCoreApplication.translate("training", text)


def setting_words() -> dict[str, tuple[str, str]]:
    """Return the name of each setting that has a field, and a sentence or two on it."""
    return {**_data_words(), **_adapter_words(), **_course_words(), **_optimiser_words()}


def choice_word(choice: str) -> str:
    """Name one of the values that a setting can have; those of the papers are no words."""
    return {
        "auto": _tr("auto"),
        "cosine": _tr("cosine"),
        "linear": _tr("linear"),
        "none": _tr("none"),
        "logit-adjustment": _tr("logit-adjustment"),
        "weights": _tr("weights"),
    }.get(choice, choice)


def _data_words() -> dict[str, tuple[str, str]]:
    return {
        "replay_rows": (
            _tr("Replayed texts"),
            _tr("How many earlier texts are mixed into corrections, so that less is forgotten."),
        ),
        "quantization": (
            _tr("Precision of the base"),
            _tr(
                "nf4 keeps the base in 4 bits, which is what makes large models fit. The adapter "
                "itself is trained in full precision."
            ),
        ),
        "device": (
            _tr("Device"),
            _tr("What does the arithmetic. A graphics card is many times quicker."),
        ),
        "max_length": (
            _tr("Maximum length"),
            _tr("Longest text in tokens; what does not fit is left out. A tweet has about 40."),
        ),
    }


def _adapter_words() -> dict[str, tuple[str, str]]:
    return {
        "rank": (
            _tr("Rank"),
            _tr("Size of a new adapter. More can learn more, and needs more data."),
        ),
        "alpha": (
            _tr("Alpha"),
            _tr("How strongly a new adapter counts: its output is scaled by alpha / rank."),
        ),
        "dropout": (
            _tr("Dropout"),
            _tr(
                "Share of a new adapter's input that is left out at random in each step, against "
                "learning texts by heart."
            ),
        ),
        "target_modules": (
            _tr("Adapted layers"),
            _tr(
                "Names of the layers that get an adapter, separated by commas; all-linear is "
                "every linear layer but the output layer."
            ),
        ),
        "rslora": (
            _tr("Rank-stabilised scaling"),
            _tr("Scale by alpha / √rank instead, which suits high ranks (rsLoRA)."),
        ),
        "dora": (
            _tr("Weight-decomposed adapter"),
            _tr(
                "Train length and direction of the weights apart (DoRA). Slower, sometimes better."
            ),
        ),
    }


def _course_words() -> dict[str, tuple[str, str]]:
    return {
        "epochs": (
            _tr("Epochs"),
            _tr("How often the run goes through all the data."),
        ),
        "max_steps": (
            _tr("Most steps"),
            _tr("Stop after so many steps, whatever the epochs say."),
        ),
        "batch_size": (
            _tr("Batch size"),
            _tr("Texts in one step. More makes steps steadier and slower."),
        ),
        "micro_batch_size": (
            _tr("Texts at once"),
            _tr(
                "Texts in one pass through the model. Fewer need less memory; the result is the "
                "same. It shrinks by itself when memory runs out."
            ),
        ),
        "gradient_checkpointing": (
            _tr("Gradient checkpointing"),
            _tr("Compute activations twice to save memory. Not worth it for tweets."),
        ),
        "evaluate_every": (
            _tr("Steps between evaluations"),
            _tr(
                "How often the model is tested and a checkpoint is written. Automatic is ten "
                "times a run."
            ),
        ),
        "patience": (
            _tr("Patience"),
            _tr("The run ends early after so many evaluations without improvement."),
        ),
        "seed": (
            _tr("Seed"),
            _tr("Begins the random numbers: the same seed and data give the same run."),
        ),
    }


def _optimiser_words() -> dict[str, tuple[str, str]]:
    return {
        "learning_rate": (
            _tr("Learning rate"),
            _tr(
                "How far each step goes, at its highest. Too high, and the loss jumps; too low, "
                "and nothing is learned in time."
            ),
        ),
        "decay": (
            _tr("Decay"),
            _tr("How the learning rate falls after the warm-up."),
        ),
        "warmup": (
            _tr("Warm-up"),
            _tr("Share of the steps in which the learning rate rises from zero."),
        ),
        "weight_decay": (
            _tr("Weight decay"),
            _tr("Pulls the adapter's weights towards zero a little in each step."),
        ),
        "clip_norm": (
            _tr("Gradient clipping"),
            _tr("Gradients longer than this are shortened, so that one odd text does no harm."),
        ),
        "class_balance": (
            _tr("Class balance"),
            _tr(
                "Keeps frequent classes from being favoured: by logit adjustment, by weights, or "
                "not at all."
            ),
        ),
    }
