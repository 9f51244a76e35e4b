import type { ReactNode } from 'react';
import type { JobDetails } from '../../../shared/domain/job.js';
import type { KeyView } from '../../../shared/contract/index.js';
import { Callout, CopyButton, classesOf } from '../../components/index.js';
import { adviceAfter, failureParts } from './failure-parts.js';
import styles from './JobPanel.module.css';
import { pushedVersions, type PushedVersion } from './pushed-versions.js';
import { JOB_PANEL, RESULT_HEADS } from './strings.js';

const c = classesOf(styles);
const MOST_VERSIONS = 4;

/** What came of a job that ended: the sentence, the versions that are in the vault now, or what went wrong and what to do. */
export function JobResult(props: { readonly job: JobDetails; readonly keys: readonly KeyView[] }): ReactNode {
  const { job, keys } = props;
  if (job.state === 'running') return undefined;
  const head = RESULT_HEADS[job.state];
  const pushed = pushedVersions(job, keys);
  if (job.state === 'succeeded' || job.state === 'succeeded-with-warnings') {
    return (
      <Callout tone={job.state === 'succeeded' ? 'good' : 'warn'} live title={job.result ?? head}>
        {pushed.length === 0 ? undefined : <Versions pushed={pushed} />}
      </Callout>
    );
  }
  const { sentence, original, clientRequestId, azureRequestId } = failureParts(job.result ?? head);
  const detail = job.steps.findLast((step) => step.state === 'failed')?.detail;
  const advice = adviceAfter(sentence, detail);
  const ids = [
    { name: JOB_PANEL.requestId, id: clientRequestId },
    { name: JOB_PANEL.azureRequestId, id: azureRequestId },
  ];
  return (
    <Callout
      tone={job.state === 'failed' ? 'bad' : 'warn'}
      live
      title={advice === undefined ? sentence : detail}
      {...(advice === undefined ? {} : { advice })}
    >
      {!job.reconciled && <p>{JOB_PANEL.unreconciled}</p>}
      {pushed.length > 0 && <Versions pushed={pushed} />}
      {original !== undefined && (
        <>
          <p className={c('originalHead')}>{JOB_PANEL.azureSaid}</p>
          <pre className={c('original')}>{original}</pre>
        </>
      )}
      {ids.map(({ name, id }) =>
        id === undefined ? undefined : (
          <p key={name} className={c('request')}>
            <span className={c('requestName')}>{name}</span> <code>{id}</code>
            <CopyButton what={name} text={id} />
          </p>
        ),
      )}
    </Callout>
  );
}

/** Also after a failure: what was pushed before it is in the vault. */
function Versions({ pushed }: { readonly pushed: readonly PushedVersion[] }): ReactNode {
  return (
    <div>
      <p>{JOB_PANEL.versions}</p>
      <ul className={c('versions')}>
        {pushed.slice(0, MOST_VERSIONS).map(({ keyName, version }) => (
          <li key={version}>
            <strong>{keyName}</strong>
            <span className={c('version')}>
              <code>{version}</code>
              <CopyButton what={JOB_PANEL.versionOf(keyName)} text={version} />
            </span>
          </li>
        ))}
      </ul>
      {pushed.length > MOST_VERSIONS && <p>{JOB_PANEL.moreVersions(pushed.length - MOST_VERSIONS)}</p>}
    </div>
  );
}
