// One form for what people write in different ways: case, accents, vowel signs, letters of other keyboards.

const JOINERS = /[\u200b-\u200f\u2060-\u2069\u00ad\u0640]/g;
const LETTERS = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", ı: "i", ł: "l", đ: "d",
  "\u0649": "\u064a", "\u06cc": "\u064a", // alef maksura and Persian yeh: yeh
  "\u06a9": "\u0643", // Persian kaf: kaf
  "\u0629": "\u0647", "\u06d5": "\u0647", // teh marbuta and ae: heh
  "\u0671": "\u0627", // alef wasla: alef
};
const WRITTEN_OUT = new Set(["de", "de-simple"]);

/** A text in small letters without accents and signs; digits of every script become 0 to 9. */
export function fold(text, lang) {
  const half = lang === "fa" ? text.replace(/\u200c/g, " ") : text;
  let folded = half.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\p{M}/gu, "").replace(JOINERS, "");
  folded = folded.replace(/[^\x00-\x7f]/g, (letter) => LETTERS[letter] ?? letter);
  folded = folded.replace(/\p{Nd}/gu, (digit) => digitValue(digit));
  return WRITTEN_OUT.has(lang) ? folded.replace(/([aou])e/g, "$1") : folded;
}

function digitValue(digit) {
  if (digit <= "9") return digit;
  // In Unicode the ten digits of a script lie behind one another.
  const code = digit.codePointAt(0);
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}

/** The words of a text, folded; in Arabic without the article and the small words that are written with it. */
export function words(text, lang) {
  const found = fold(text, lang).split(/[^\p{L}\p{Nd}]+/u).filter(Boolean);
  return lang === "ar" ? found.map((word) => word.replace(/^[\u0648\u0641\u0628\u0643]?(?:\u0627\u0644|\u0644\u0644)(?=..)/, "")) : found;
}
