"""What crosses a file, a process or a database: frozen pydantic models that reject unknown fields."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Importance = Literal["essential", "important", "bonus"]
Difficulty = Literal["easy", "medium", "hard"]
ConceptStatus = Literal["covered", "partial", "missing", "contradicted"]
Relation = Literal["entailed", "neutral", "contradicted"]
Band = Literal["weak", "partial", "good", "strong"]
QuestionKind = Literal["main", "follow-up"]

PASS_SCORE = 60.0


class Frozen(BaseModel):
    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")


# --- corpus -----------------------------------------------------------------------------------------------------------


class Passage(Frozen):
    """A piece of reference text that can be found and cited."""

    text: str
    """Readable plain text: inline markup resolved, maths and code verbatim, lists as `- item` lines."""
    file: str
    """Path relative to the corpus folder, with forward slashes; `reference N` for references handed in by a caller."""
    line: int
    """1-based line where the passage starts; 0 for references handed in by a caller."""
    heading: str | None = None
    """The nearest heading above it: for a question's passages the question's own text."""
    question_id: str | None = None
    """The question that this passage answers; None for passages of documents without questions."""

    @property
    def citation(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class Reference(Frozen):
    """One answer to a question: the main one (source None) or that of another document."""

    source: str | None
    line: int
    markdown: str
    """The answer as written in the corpus file, for showing the model answer."""
    passages: tuple[Passage, ...]


class Concept(Frozen):
    """Something an examiner would tick off."""

    name: str
    aliases: tuple[str, ...] = ()
    importance: Importance = "important"
    line: int = 0
    extracted: bool = False
    """True when no person wrote it: it was drawn from the reference passages."""


class Misconception(Frozen):
    claim: str
    correction: str
    line: int = 0


class FollowUp(Frozen):
    text: str
    concept: str | None = None
    """Name of the key concept that the follow-up asks about."""
    line: int = 0


class Question(Frozen):
    id: str
    pinned: bool = True
    """False when the id is only a slug of the heading, not written in the file."""
    text: str
    context: str | None = None
    """Code or data that belongs to the question, as written; identity = text + context."""
    topic: str
    difficulty: Difficulty | None = None
    tags: tuple[str, ...] = ()
    source: str | None = None
    file: str
    line: int
    references: tuple[Reference, ...]
    concepts: tuple[Concept, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    hints: tuple[str, ...] = ()
    content_hash: str
    """SHA-256 (hex) of what is asked and expected: text, context, passages, concepts, misconceptions; not of places."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for reference in self.references for passage in reference.passages)


class Document(Frozen):
    """One corpus file: questions, and passages that belong to no question."""

    file: str
    title: str
    topic: str
    questions: tuple[Question, ...] = ()
    passages: tuple[Passage, ...] = ()


# --- grades -----------------------------------------------------------------------------------------------------------


class Evidence(Frozen):
    """The reference side of a verdict."""

    text: str
    citation: str
    """`file:line` in the corpus, or `reference N`."""


class ConceptVerdict(Frozen):
    name: str
    status: ConceptStatus
    importance: Importance
    points: float
    """Points of the score that it earned, one decimal."""
    of: float
    """Points that it could have earned."""
    answer_span: str | None
    """The words of the answer that decided, verbatim; None when missing."""
    evidence: Evidence | None
    extracted: bool = False


class LedgerLine(Frozen):
    """One line of the account; the points of all lines add up to the score."""

    kind: Literal["concept", "similarity", "support", "contradiction", "calibration", "profile", "cap"]
    label: str
    points: float
    detail: str


class Flag(Frozen):
    name: str
    """`empty`, `dont-know`, `off-topic`, `echo`, `keyword-list`, `word-order`, `instructions`, `too-short`, ..."""
    reason: str
    """One sentence for the candidate."""


class SentenceMatch(Frozen):
    """A sentence of the answer beside the reference text nearest to it."""

    answer: str
    evidence: Evidence
    similarity: float
    relation: Relation = "neutral"
    """Whether the sentence follows from the evidence, contradicts it, or neither is clear."""


class GraderIdentity(Frozen):
    version: str
    encoder: str
    """Digest of weights, tokenizer and pooling."""
    verifier: str | None = None
    """Digest of what the verifier has learned; None in grades from before there was one."""
    corpus: str | None
    """Digest of the corpus; None when the references were handed in."""
    profile: str | None = None
    """Name and digest of the profile that maps scores to a user's own marks; None without one."""


class Grade(Frozen):
    """A score from 0 to 100, its range, and the account that explains it."""

    score: float
    low: float
    high: float
    band: Band
    abstained: bool
    flags: tuple[Flag, ...]
    similarity: float
    """Similarity to the references, 0 to 1."""
    coverage: float
    """Share of the key concepts covered, weighted by importance, 0 to 1."""
    concepts: tuple[ConceptVerdict, ...]
    ledger: tuple[LedgerLine, ...]
    matches: tuple[SentenceMatch, ...]
    """The answer's sentences in order, each beside its nearest reference sentence."""
    related: tuple[Evidence, ...] = ()
    """The best passages of the whole corpus that are not the question's own."""
    feedback: str
    addition: str | None
    """The one addition that would gain most; None when nothing is missing."""
    grader: GraderIdentity

    @property
    def passed(self) -> bool:
        return self.score >= PASS_SCORE


# --- interview --------------------------------------------------------------------------------------------------------


class Turn(Frozen):
    """One question put to the candidate and what came of it."""

    number: int
    """Position in the interview, from 1, follow-ups counted."""
    kind: QuestionKind
    question: Question
    """For a follow-up the derived question: its text, one concept, the passages that answer it; id is the parent's."""
    answer: str | None
    """None when skipped."""
    hints_used: int = 0
    revealed: bool = False
    """True when the model answer was shown before the candidate answered."""
    grade: Grade | None = None


class TopicScore(Frozen):
    topic: str
    questions: int
    mean_score: float


class InterviewReport(Frozen):
    """What a finished interview amounts to; follow-ups are listed but do not enter the means."""

    turns: tuple[Turn, ...]
    mean_score: float | None
    """Mean over answered main questions; None when nothing was answered."""
    topics: tuple[TopicScore, ...]
    to_revise: tuple[str, ...]
    """Names of missing or partial concepts, worst questions first, without repeats."""


class Asked(Frozen):
    """A question is put; `position` of `total` counts main questions only."""

    event: Literal["asked"] = "asked"
    turn: int
    kind: QuestionKind
    position: int
    total: int
    question: Question
    again: bool = False


class Submitted(Frozen):
    """The candidate has answered: store it, then have it graded."""

    event: Literal["submitted"] = "submitted"
    turn: Turn


class Graded(Frozen):
    event: Literal["graded"] = "graded"
    turn: Turn


class Hinted(Frozen):
    event: Literal["hinted"] = "hinted"
    turn: int
    text: str
    left: int


class Skipped(Frozen):
    event: Literal["skipped"] = "skipped"
    turn: Turn


class Revealed(Frozen):
    """The model answer is shown (markdown of the references)."""

    event: Literal["revealed"] = "revealed"
    turn: int
    references: tuple[Reference, ...]


class Counted(Frozen):
    """Reply to "how many are left?": main questions not yet answered or skipped, the current one included."""

    event: Literal["counted"] = "counted"
    left: int
    total: int


class Noted(Frozen):
    """Something to tell the candidate in one sentence."""

    event: Literal["noted"] = "noted"
    message: str


class Finished(Frozen):
    event: Literal["finished"] = "finished"
    report: InterviewReport


InterviewEvent = Asked | Submitted | Graded | Hinted | Skipped | Revealed | Counted | Noted | Finished
