import { readdirSync, readFileSync } from 'node:fs';

/**
 * Memory of a process and everything it started, in MB: proportional shares (PSS), so that what several processes share
 * counts once. Undefined where /proc does not tell.
 */
export function memoryOfTree(pid) {
  let parents;
  try {
    parents = new Map(
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name) => {
          const parent = parentOf(name);
          return parent === undefined ? [] : [[Number(name), parent]];
        }),
    );
  } catch {
    return undefined;
  }
  const isOurs = (one) => one === pid || (parents.has(one) && parents.get(one) !== one && isOurs(parents.get(one)));
  const kilobytes = [...parents.keys()].filter(isOurs).map(pssOf);
  return kilobytes.reduce((total, value) => total + value, 0) / 1000;
}

function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function pssOf(pid) {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
