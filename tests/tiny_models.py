"""Real models small enough to be made in a test: two layers, 32 dimensions, our own words.

They know nothing, but are loaded, read and kept as large ones are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import torch
from sentence_transformers import CrossEncoder, SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertModel,
    PhobertTokenizer,
    PreTrainedTokenizerBase,
    PreTrainedTokenizerFast,
    RobertaConfig,
    RobertaModel,
)

SIZE: dict[str, Any] = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 64,
}


def wordpiece(texts: Sequence[str], *, joined: bool = False) -> PreTrainedTokenizerFast:
    """A WordPiece tokenizer trained on ``texts``; ``joined`` keeps ``cán_bộ`` whole."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = (
        pre_tokenizers.WhitespaceSplit() if joined else pre_tokenizers.BertPreTokenizer()
    )
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    trainer = trainers.WordPieceTrainer(vocab_size=3000, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    learnt = sorted(set(tokenizer.get_vocab()) - set(special))  # it numbers them anew in every process
    tokenizer.model = models.WordPiece(
        {piece: number for number, piece in enumerate([*special, *learnt])}, unk_token="[UNK]"
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )


def phobert(folder: Path, segmented: Sequence[str]) -> PhobertTokenizer:
    """PhoBERT's own tokenizer, with the words and letters of ``segmented`` texts for a vocabulary."""
    folder.mkdir(parents=True)
    words = sorted({word for text in segmented for word in text.split()})
    letters = sorted({letter for word in words for letter in word})
    pieces = dict.fromkeys([*words, *letters, *(f"{letter}@@" for letter in letters)])
    (folder / "vocab.txt").write_text("".join(f"{piece} 1\n" for piece in pieces), encoding="utf-8")
    merges = dict.fromkeys(merge for word in words for merge in _merges(word))
    (folder / "bpe.codes").write_text("".join(f"{merge} 1\n" for merge in merges), encoding="utf-8")
    vocabulary, codes = str(folder / "vocab.txt"), str(folder / "bpe.codes")
    return PhobertTokenizer(vocabulary, codes)  # type: ignore[no-untyped-call]


def bert(tokenizer: PreTrainedTokenizerBase, seed: int = 0) -> BertModel:
    """An untrained BERT of 128 positions."""
    torch.manual_seed(seed)
    return BertModel(BertConfig(vocab_size=len(tokenizer), max_position_embeddings=128, **SIZE))


def roberta(tokenizer: PreTrainedTokenizerBase) -> RobertaModel:
    """An untrained RoBERTa of 66 positions, of which a text can use 64."""
    torch.manual_seed(0)
    config = RobertaConfig(
        vocab_size=len(tokenizer), max_position_embeddings=66, pad_token_id=1, type_vocab_size=1, **SIZE
    )
    return RobertaModel(config)


def sentence_model(
    folder: Path,
    model: Any,
    tokenizer: PreTrainedTokenizerBase,
    *,
    window: int | None = None,
    prompts: Mapping[str, str] | None = None,
    default_prompt: str | None = None,
    similarity: Literal["cosine", "dot"] = "cosine",
) -> Path:
    """A sentence-transformers folder of ``model`` with mean pooling, as its authors would publish it."""
    parts = folder.parent / f"{folder.name}-parts"
    model.save_pretrained(parts)
    tokenizer.save_pretrained(parts)
    transformer = Transformer(str(parts), max_seq_length=window)
    made = SentenceTransformer(
        modules=[transformer, Pooling(SIZE["hidden_size"], pooling_mode="mean")],
        prompts=dict(prompts or {}),
        default_prompt_name=default_prompt,
        similarity_fn_name=similarity,
        device="cpu",
    )
    made.save(str(folder))
    return folder


def cross_encoder(folder: Path, tokenizer: PreTrainedTokenizerBase, labels: int = 1) -> Path:
    """A cross-encoder folder, its head untrained."""
    torch.manual_seed(1)
    shape: dict[str, Any] = SIZE | {"vocab_size": len(tokenizer), "max_position_embeddings": 128}
    config = BertConfig(**shape, num_labels=labels, initializer_range=0.2)  # type: ignore[call-arg]
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def taught(folder: Path, pairs: Sequence[tuple[str, str]], wanted: Sequence[float], steps: int = 40) -> Path:
    """The cross-encoder in ``folder`` after some steps towards a score (0 or 1) for each pair."""
    model = CrossEncoder(str(folder), device="cpu", local_files_only=True)
    core, tokenizer = model.model, model.tokenizer
    assert core is not None
    optimizer = torch.optim.AdamW(core.parameters(), lr=5e-3)
    questions, passages = [a for a, _ in pairs], [b for _, b in pairs]
    read = tokenizer(questions, passages, padding=True, truncation=True, max_length=128, return_tensors="pt")
    core.train()
    for _ in range(steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            core(**read).logits[:, 0], torch.tensor(wanted)
        )
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    core.eval().save_pretrained(folder)
    return folder


def _merges(word: str) -> list[str]:
    """Pairs that build ``word`` from its letters, left to right; the last one is marked."""
    letters = [*word[:-1], f"{word[-1]}</w>"]
    return [f"{''.join(letters[:i])} {letters[i]}" for i in range(1, len(letters))]
