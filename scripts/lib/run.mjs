import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ROOT } from './root.mjs';

const KILL_AFTER_MS = 5000;
const running = new Set();

/**
 * Runs a command in the repository's root and answers { ok, code, output, timedOut, missing }; never rejects.
 * `show`: what it prints also goes to the screen ('stdout' or 'stderr'). Standard input is empty, so that nothing can
 * ask. Past `timeoutMs` it ends, with everything it started.
 */
export function run(command, args, { timeoutMs = 120_000, show, env = {}, cwd = ROOT } = {}) {
  return new Promise((resolve) => {
    // A group of its own (not on Windows): a test runner's workers must not outlive a time-out.
    const detached = process.platform !== 'win32';
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached,
      windowsHide: true,
    });
    running.add(child);
    let output = '';
    let timedOut = false;
    let hardKill;
    let missing = false;
    let settled = false;
    const take = (chunk) => {
      output += chunk;
      if (show) process[show].write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    const timer = setTimeout(() => {
      timedOut = true;
      end(child, 'SIGTERM');
      hardKill = setTimeout(() => end(child, 'SIGKILL'), KILL_AFTER_MS);
    }, timeoutMs);
    const settle = (code) => {
      if (settled) return;
      settled = true;
      running.delete(child);
      clearTimeout(timer);
      clearTimeout(hardKill);
      resolve({ ok: code === 0 && !timedOut, code, output, timedOut, missing });
    };
    child.on('error', (error) => {
      missing = error.code === 'ENOENT';
      output += `${error.message}\n`;
      settle(127);
    });
    child.on('close', (code) => settle(code ?? 128));
    // What a killed command left behind may hold the pipes open for ever: then 'exit' is the end.
    child.on('exit', (code) => setTimeout(() => settle(code ?? 128), timedOut ? 1000 : 60_000).unref());
  });
}

/** Ctrl-C: what was started is in groups of its own and must be told. Answers how to stop listening. */
export function endWithChildren() {
  const listeners = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    const listener = () => {
      for (const child of running) end(child, 'SIGTERM');
      process.exit(128 + constants.signals[signal]);
    };
    process.once(signal, listener);
    return [signal, listener];
  });
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
}

function end(child, signal) {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}
