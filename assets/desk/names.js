// Names out of a table or a list that is pasted: the column that holds them, without heads and numbers. Knows no page.

const PERSON = /^(họ (và |, )?tên|họ tên|tên (cá nhân|người)|cá nhân)/i;
const GROUP = /^(tên )?(tập thể|đơn vị|cơ quan|tổ chức|hộ gia đình|hộ)/i;
const FAMILY = /^họ( và)?( tên| chữ)?( lót| đệm)?$/i;
const HEAD =
  /^(stt|tt|số tt|số thứ tự|no\.?|họ|tên|họ (và |, )?tên|họ( và)?( tên| chữ)? (lót|đệm)|tên (cá nhân|người|tập thể|đơn vị)|chức vụ|chức danh|đơn vị( công tác)?|nơi công tác|cơ quan|địa chỉ|quê quán|ghi chú|hình thức( khen thưởng)?|danh hiệu|thành tích|năm sinh|ngày sinh|giới tính|dân tộc|tập thể|cá nhân)$/i;
const PART = /^(?:(?:[IVX]+|[A-Z])?[.)/\s]*|\d+[.)]\s*)(?:danh sách\s.*|(?:các\s)?(?:tập thể|cá nhân|hộ gia đình|gia đình|đơn vị|doanh nghiệp))\s*(?:[:(–-].*)?$/i;
const SUM = /^(tổng( số| cộng)?|cộng)(?!\p{L})/iu;
// What begins like this is an office, a place or a rank, and no person, however its words are written.
const NO_PERSON =
  /^(ubnd|hđnd|ủy|uỷ|ban|bộ|sở|phòng|phó|trưởng|trung|trường|công|cty|chi|đảng|đội|đồn|đoàn|hội|hợp|htx|huyện|xã|phường|thôn|ấp|tổ|tp|thành|thị|tỉnh|khoa|viện|bệnh|cục|chủ|bí|giám|hiệu|quân|tiểu|đại|thượng|thiếu|tập|cá|nhân|cơ|cán|liên|mặt|nhóm|clb|câu|hộ|nhà|quỹ|báo|đài)(?!\p{L})/iu;

/** Cells of a copied table, as a spreadsheet writes them: a cell with a line break stands in quotes. */
function grid(text) {
  const rows = [[]];
  const at = /(?:^|(?<=[\t\n]))"((?:[^"]|"")*)"(?=\t|\n|$)|[^\t\n]*/y;
  const plain = text.replace(/\r\n?/g, "\n");
  for (let from = 0; from <= plain.length; from = at.lastIndex + 1) {
    at.lastIndex = from;
    const cell = at.exec(plain);
    rows.at(-1).push(cell[1] === undefined ? cell[0] : cell[1].replaceAll('""', '"'));
    if (plain[at.lastIndex] === "\n") rows.push([]);
  }
  return rows;
}

/** Rows of a table that was copied a cell to a line: known by its heads, and by the numbers before its rows. */
function refolded(lines) {
  const wide = lines.findIndex((line) => !HEAD.test(line));
  if (wide < 2) return lines.map((line) => [line]);
  const rows = [];
  for (let i = 0; i < lines.length; i += wide) rows.push(lines.slice(i, i + wide));
  const counted = rows.slice(1).every((row, i) => row[0] === String(i + 1) || row[0] === `${i + 1}.`);
  return rows.length > 1 && counted ? rows : lines.map((line) => [line]);
}

function rowsOf(text) {
  // Out of the body's own text, where a number that begins a line is marked as no list: `1\. Nguyễn Văn A`.
  const plain = text.replace(/\\(?=[^\p{L}\p{N}\s])/gu, "").normalize("NFC");
  const bars = (line) => line.replace(/^\s*\|\s*|\s*\|\s*$/g, "").split(/\s\|\s/);
  const rows = plain.includes("\t") || plain.includes('"') ? grid(plain) : plain.split(/\r?\n/).map(bars);
  const tidy = rows.map((row) => row.map((cell) => cell.replace(/[^\S\n]+/g, " ").trim())).filter((row) => row.some(Boolean));
  return tidy.every((row) => row.length === 1) ? refolded(tidy.flat()) : tidy;
}

const letters = (cell) => /\p{L}/u.test(cell || "");

/** Whether a text looks like the name of a person: two to six words, each with a capital. */
export function person(text) {
  const words = text.replace(/^(ông|bà|anh|chị|đồng chí|đ\/c)\s+/i, "").split(/\s+/);
  return words.length > 1 && words.length < 7 && !NO_PERSON.test(words.join(" ")) && words.every((word) => /^\p{Lu}[\p{L}'’-]*$/u.test(word));
}

/** The columns that hold the names (family name and given name may have one each), and the row of their titles. */
function columns(rows) {
  const top = rows.slice(0, 4).findIndex((row) => row.filter((cell) => HEAD.test(cell.replace(/\n/g, " "))).length > 1);
  const titles = (rows[top] || []).map((cell) => cell.replace(/\n/g, " "));
  const given = titles.findIndex((title) => /^tên$/i.test(title));
  if (given > 0 && FAMILY.test(titles[given - 1])) return { top, chosen: [given - 1, given] };
  for (const kind of [PERSON, /^tên(?!\p{L})/iu, GROUP]) {
    const found = titles.findIndex((title) => kind.test(title));
    if (found >= 0) return { top, chosen: [found] };
  }
  const wide = Math.max(...rows.map((row) => row.length));
  const count = (test) => Array.from({ length: wide }, (_, i) => rows.filter((row, at) => at > top && row[i] && test(row[i])).length);
  const people = count(person);
  const weights = Math.max(...people) ? people : count(letters);
  return { top, chosen: [weights.indexOf(Math.max(...weights))] };
}

/** The lines of a cell: what is in brackets or begins small belongs to the name above it. */
function parted(cell) {
  const out = [];
  for (const line of cell.split("\n").map((part) => part.trim()).filter(Boolean)) {
    if (out.length && /^[(\p{Ll}]/u.test(line)) out.push(`${out.pop()} ${line}`);
    else out.push(line);
  }
  return out;
}

/** Several names on one line: only where that is beyond doubt. */
function several(line) {
  const parts = line.split(/\s*;\s*/).filter(Boolean);
  if (parts.length > 1) return parts;
  const names = line.split(/\s*,\s*|\s+và\s+/).filter(Boolean);
  return names.length > 1 && names.every(person) ? names : [line];
}

/** Numbers before the lines of a list that count them are no part of the names. */
function counted(lines) {
  const numbers = lines.map((line) => Number(/^(\d+)\s+\p{Lu}/u.exec(line)?.[1]));
  return lines.length > 1 && numbers.every((number, i) => number === numbers[0] + i) ? lines.map((line) => line.replace(/^\d+\s+/, "")) : lines;
}

/** What is pasted as names, one each, and the lines that were left out for being none. `text`: a list, or a table with
 * tabs or bars; or rows of cells. */
export function names(text) {
  const rows = typeof text === "string" ? rowsOf(text) : text;
  if (!rows.length) return { found: [], left: [] };
  const { top, chosen } = columns(rows);
  const titles = top >= 0 ? rows[top].join("\n") : null;
  const left = [];
  const cells = rows
    .filter((row, i) => i > top && row.join("\n") !== titles)
    .map((row) => chosen.map((i) => row[i] || "").filter(Boolean).join(" "));
  const lines = cells
    .flatMap(parted)
    .flatMap(several)
    .map((line) => line.replace(/^(?:\d+[.)\]](?!\d)|[-–•+*](?=\s|\p{L}))\s*/u, "").replace(/[;,.]+$/, "").trim())
    .filter(letters);
  const found = lines.filter((line) => {
    const none = HEAD.test(line) || PART.test(line) || SUM.test(line);
    if (none) left.push(line);
    return !none;
  });
  return { found: counted(found), left };
}
