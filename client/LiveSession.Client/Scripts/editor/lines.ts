/** Every line of some text, without the empty ones. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/).map(line => line.trim()).filter(line => line !== "");
}

/**
 * Cuts a line into parts no longer than the archive takes: at the ends of sentences, else between words, else (a text without
 * spaces) between characters, never inside one.
 */
export function splitLongLine(text: string, most: number, language: string): string[] {
  if (text.length <= most) {
    return [text];
  }
  const parts: string[] = [];
  let part = "";
  for (const piece of pieces(text, most, language)) {
    if (part !== "" && part.length + piece.trimEnd().length > most) {
      parts.push(part.trim());
      part = "";
    }
    part += piece;
  }
  parts.push(part.trim());
  return parts.filter(each => each !== "");
}

function pieces(text: string, most: number, language: string): string[] {
  return segments(text, "sentence", language)
    .flatMap(sentence => sentence.length <= most ? [sentence] : segments(sentence, "word", language))
    .flatMap(word => word.length <= most ? [word] : segments(word, "grapheme", language));
}

function segments(text: string, granularity: "sentence" | "word" | "grapheme", language: string): string[] {
  return Array.from(new Intl.Segmenter([language, "en"], { granularity }).segment(text), found => found.segment);
}

/** Half a character, cut off or pasted, cannot be sent: it would end the whole stream. It becomes the sign for something lost. */
export const wellFormed = (text: string): string =>
  text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

/** A name as the record has it (CaptionText.Clean): without characters that cannot be seen, or that turn around what stands beside them. */
export const nameOf = (typed: string): string =>
  typed.replace(/\ufeff|[\u202a-\u202e\u2066-\u2069]|(?![\s\x85])[\p{Cc}\p{Co}\p{Cn}]/gu, "").replace(/[\s\x85]+/gu, " ").trim().normalize("NFC");
