/** What the scripts tell goes to stderr: stdout belongs to the program that is started (its output may be piped). */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** The last lines of what a command printed: enough to see why it failed. */
export function tail(text, lines = 15) {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/** The line of an output that says best why it failed: npm and apt put theirs first, behind a mark. */
export function whyLine(text) {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const marked = lines.filter((line) => /^(E:|Err:|npm error|gyp ERR!|error\b)/i.test(line));
  const telling = marked.find((line) => !/^npm error (code|path|command|errno)\b/.test(line)) ?? lines.at(-1);
  return (telling ?? 'it printed nothing').slice(0, 300);
}
