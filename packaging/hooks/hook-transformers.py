"""transformers, whose lazy imports read the sources beside the modules."""

from pathlib import Path

from PyInstaller.utils.hooks import collect_submodules, get_package_paths

_FOLDER = Path(get_package_paths("transformers")[1])

# GPT-Neo, whose relatives share its tokenizer, and the families that people fine-tune with the
# trainer; peft imports Bloom. There are four hundred others.
MODELS = frozenset(
    {"auto", "bloom", "encoder_decoder", "gpt2", "gpt_neo", "gpt_neox", "gptj", "llama", "mistral"}
    | {"opt", "qwen2", "qwen3"}
)

excludedimports = [
    f"transformers.models.{path.name}"
    for path in sorted((_FOLDER / "models").iterdir())
    if path.is_dir() and path.name not in MODELS
]
hiddenimports = [
    "transformers.models",
    *(
        name
        for model in sorted(MODELS)
        for name in collect_submodules(f"transformers.models.{model}")
    ),
    *collect_submodules("transformers.integrations"),
    *collect_submodules("transformers.quantizers"),
]
module_collection_mode = "pyz+py"
