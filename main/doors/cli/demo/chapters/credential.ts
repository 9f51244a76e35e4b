import { randomUUID } from 'node:crypto';
import type { PreflightCheck } from '../../../../azure/index.js';
import type { PracticeOverview } from '../../../../practice-vault/index.js';
import type { Workstation } from '../../../../workstation.js';
import { count } from '../layout.js';
import { needed, StoryBroken, VAULT, type Scene, type Stage } from '../stage.js';

const MARKS = { passed: 'ok', warning: 'warning', failed: 'FAILED', 'not-checked': '-' } as const;

/** An App Registration and a Premium vault in the practice cloud; its Cloud Credential here; the pre-flight. */
export async function addCredential(stage: Stage, workstation: Workstation): Promise<Scene> {
  const { story, randomText } = stage;
  story.chapter(
    'Identity Management > Cloud Credentials',
    `The practice cloud gets an App Registration and the Premium vault ${VAULT}. Its tenant ID, client ID and client secret become the Cloud Credential "contoso". The pre-flight then asks the vault itself whether everything a push needs is allowed.`,
  );
  const { admin } = needed(workstation.practice());
  const [tenantId, clientId, secret] = [randomUUID(), randomUUID(), randomText(30)];
  await admin({ call: 'register-app', tenantId, clientId, clientSecret: secret });
  await admin({ call: 'ensure-vault', name: VAULT, tenantId, clientId });
  const added = await story.timed('Add Cloud Credential "contoso" (Azure App Registration)', () =>
    workstation.credentials.add({ name: 'contoso', cloud: 'practice', tenantId, clientId }, secret),
  );
  const credential = needed(added.value);
  story.text("Its secret is sealed in the workstation's own store; this demonstration leaves your OS keychain alone.");
  const before = requestsOf(await admin({ call: 'overview' }));
  const tested = await story.timed('Test: the pre-flight', () =>
    workstation.preflight(credential, VAULT, stage.signal),
  );
  const checks = needed(tested.value);
  const requests = requestsOf(await admin({ call: 'overview' })) - before;
  showChecks(stage, checks, requests);
  story.record({
    what: 'Pre-flight',
    milliseconds: tested.ms,
    requests,
    outcome: `${checks.filter((check) => check.outcome === 'passed').length} of ${checks.length} checks ok`,
  });
  return { ...stage, workstation, admin, credential };
}

function showChecks({ story }: Stage, checks: readonly PreflightCheck[], requests: number): void {
  story.table(
    ['', 'check', 'finding'],
    checks.map((check) => [MARKS[check.outcome], check.title, check.finding]),
  );
  const failed = checks.filter((check) => check.outcome === 'failed');
  if (failed.length > 0)
    throw new StoryBroken(`The pre-flight failed: ${failed.map(({ title }) => title).join(', ')}.`);
  story.good(
    `${count(checks.length, 'check')}, ${count(requests, 'request')}. What can only be known by doing was done with a throw-away KEK, which is purged again.`,
  );
}

/** Every request is counted once by its operation, and once more by operation and status (which has a space in it). */
function requestsOf(overview: PracticeOverview): number {
  return Object.entries(overview.requests)
    .filter(([entry]) => !entry.includes(' '))
    .reduce((sum, [, number]) => sum + number, 0);
}
