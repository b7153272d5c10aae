"""Which of the indexed passages hold the answer to a question?"""

from collections.abc import Sequence

from course_lib import data, outcomes


class GoldFinder:
    """Finds, among passages of any cut, those that state a question's facts.

    A passage states a fact if it overlaps the fact's quote; of several, those that hold the whole value. A passage
    within another gold passage of the question counts if it holds an accepted answer.
    """

    def __init__(self, passage_list: Sequence[data.Passage]) -> None:
        documents = {d.id: d for d in data.load_documents()}
        self._facts = {f.id: f for f in data.load_facts()}
        self._start = {f.id: documents[f.doc].body.find(f.quote) for f in self._facts.values()}
        self._canonical = {p.id: p for p in data.load_passages()}
        self._by_document: dict[str, list[data.Passage]] = {}
        for p in passage_list:
            self._by_document.setdefault(p.doc_id, []).append(p)

    def __call__(self, question: data.Question) -> list[data.Passage]:
        """Return the passages that state the question's facts, in no order of merit."""
        found: dict[str, data.Passage] = {}
        accepted = (question.answer, *question.aliases)
        for fact_id in question.facts:
            fact, start = self._facts[fact_id], self._start[fact_id]
            part = self._overlapping(fact.doc, start, start + len(fact.quote))
            whole = [p for p in part if outcomes.contains_answer(p.text, (fact.value, *fact.aliases))]
            found |= {p.id: p for p in whole or part}
        for gold_id in question.gold:
            gold = self._canonical[gold_id]
            part = self._overlapping(gold.doc_id, gold.start, gold.end)
            if not any(p.id in found for p in part):
                found |= {p.id: p for p in part if outcomes.contains_answer(p.text, accepted)}
        return list(found.values())

    def _overlapping(self, doc_id: str, start: int, end: int) -> list[data.Passage]:
        return [p for p in self._by_document.get(doc_id, []) if p.start < end and p.end > start]
