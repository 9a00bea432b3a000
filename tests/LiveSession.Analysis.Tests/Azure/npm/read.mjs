// Reads every recording from the replaying service with Microsoft's own client, and writes what it read: one line of JSON for each.
import { readFileSync } from "node:fs";
import { AzureKeyCredential, TextAnalysisClient } from "@azure/ai-language-text";

const [address, listFile] = process.argv.slice(2);
const spans = (items) => items.map(({ offset, length }) => ({ offset, length }));
const scores = ({ positive, neutral, negative }) => ({ positive, neutral, negative });
const entity = (e) => ({ text: e.text, category: e.category, subcategory: e.subCategory ?? e.subcategory ?? null, offset: e.offset, length: e.length, confidence: e.confidenceScore });
const byId = (a, b) => (a.id < b.id ? -1 : 1);

function documentOf(d) {
  if (d.error) return { id: d.id, code: d.error.code, message: d.error.message };
  const read = { id: d.id };
  if (d.primaryLanguage) read.language = { code: d.primaryLanguage.iso6391Name, name: d.primaryLanguage.name, confidence: d.primaryLanguage.confidenceScore };
  if (d.keyPhrases) read.keyPhrases = d.keyPhrases;
  if (d.entities) read.entities = d.entities.map(entity);
  if (d.redactedText !== undefined) read.redactedText = d.redactedText;
  if (d.sentiment) {
    read.sentiment = { label: d.sentiment, ...scores(d.confidenceScores) };
    read.sentences = d.sentences.map((s) => ({ text: s.text, label: s.sentiment, ...scores(s.confidenceScores), offset: s.offset, length: s.length }));
  } else if (d.sentences) {
    read.summary = d.sentences.map((s) => ({ text: s.text, rank: s.rankScore, sources: spans([s]) }));
  }
  if (d.summaries) read.summary = d.summaries.map((s) => ({ text: s.text, rank: null, sources: spans(s.contexts) }));
  return read;
}

const documentsOf = (documents) => documents.map(documentOf).sort(byId);

for (const { name, kind, tasks, documents } of JSON.parse(readFileSync(listFile, "utf8"))) {
  const client = new TextAnalysisClient(`${address}r/${name}`, new AzureKeyCredential("secret"), { allowInsecureConnection: true });
  const read = { name };
  try {
    if (tasks.length === 0) {
      const inputs = kind === "LanguageDetection" ? documents.map(({ id, text }) => ({ id, text })) : documents.map(({ id, text, language }) => ({ id, text, language: language ?? "en" }));
      read.tasks = [{ kind, documents: documentsOf(await client.analyze(kind, inputs)) }];
    } else {
      const actions = tasks.map((task, i) => ({ kind: task, actionName: `${i}` }));
      const poller = await client.beginAnalyzeBatch(actions, documents.map(({ id, text, language }) => ({ id, text, language: language ?? "en" })), { updateIntervalInMs: 10 });
      read.tasks = [];
      for await (const task of await poller.pollUntilDone()) {
        read.tasks.push({ kind: task.kind, documents: documentsOf(task.results) });
      }
      read.tasks.sort((a, b) => (a.kind < b.kind ? -1 : 1));
    }
  } catch (e) {
    read.code = e.code ?? String(e.statusCode);
  }
  console.log(JSON.stringify(read));
}
