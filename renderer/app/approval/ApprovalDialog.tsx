import { useId, useMemo, useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import { contract } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import { Button, classesOf, Dialog, Failure, Select, TextArea, TextField } from '../../components/index.js';
import { useApprovals, useCall, useIdentityManagement, type WaitingApproval } from '../../stores/index.js';
import { approversOf, placeOf } from './approval-facts.js';
import styles from './ApprovalDialog.module.css';
import { Asked } from './Asked.js';
import { APPROVAL as TEXT } from './strings.js';

const c = classesOf(styles);
const justificationSchema = contract.identityManagement.calls.approve.argument.shape.justification;

/** Shown over everything as soon as a call waits for a second administrator; the oldest request first. */
export function Approvals(): ReactNode {
  const first = useApprovals((state) => state.waiting[0]);
  return first && <ApprovalDialog key={first.request.id} waiting={first} />;
}

/** Exactly what is asked, and the second administrator's login, passphrase and justification. */
function ApprovalDialog({ waiting }: { readonly waiting: WaitingApproval }): ReactNode {
  const { request, settle } = waiting;
  const identities = useIdentityManagement((state) => state.identities);
  const approvers = useMemo(() => approversOf(identities, request), [identities, request]);
  const [chosen, setChosen] = useState<string>();
  const [passphrase, setPassphrase] = useState('');
  const [justification, setJustification] = useState('');
  const [isLeft, setLeft] = useState(false);
  const approve = useCall(bridge().identityManagement.approve);
  const formId = useId();
  const passphraseField = useRef<HTMLInputElement>(null);
  const name = chosen ?? (approvers.length === 1 ? approvers[0] : undefined) ?? '';
  const reason = justificationSchema.safeParse(justification);
  const failedAt = approve.failure && placeOf(approve.failure.code);
  const hasEnded = failedAt === 'end';
  const missing = [
    ...(name.trim() === '' ? [TEXT.missing.who] : []),
    ...(passphrase === '' ? [TEXT.missing.passphrase] : []),
    ...(reason.success ? [] : [TEXT.missing.justification]),
  ];
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setLeft(true);
    if (missing.length > 0 || approve.busy || hasEnded) return;
    const answer = await approve.run({ requestId: request.id, login: { name, passphrase }, justification });
    setPassphrase('');
    if (answer.ok) settle('confirmed');
    // Confirm cannot be pressed now, and would take the focus with it.
    else passphraseField.current?.focus();
  };
  const decline = (): void => settle(hasEnded ? 'dropped' : 'declined');
  return (
    <Dialog
      title={TEXT.title(request.title)}
      isOpen
      onClose={decline}
      busy={approve.busy}
      footer={
        hasEnded ? (
          <Button variant="primary" autoFocus onPress={decline}>
            {TEXT.close}
          </Button>
        ) : (
          <>
            <span className={c('hint')} role="status">
              {isLeft && missing.length > 0 && `Still needed: ${missing.join(', ')}.`}
            </span>
            <Button onPress={decline} isDisabled={approve.busy}>
              {TEXT.decline}
            </Button>
            <Button type="submit" form={formId} variant="primary" busy={approve.busy} isDisabled={missing.length > 0}>
              {TEXT.confirm}
            </Button>
          </>
        )
      }
    >
      <p>{TEXT.lead(request.askedBy)}</p>
      <Asked request={request} />
      <form id={formId} className={c('form')} noValidate onSubmit={(event) => void submit(event)}>
        <div className={c('pair')}>
          {approvers.length > 0 ? (
            <Select
              label={TEXT.who}
              description={TEXT.whoHelp(request.askedBy)}
              options={approvers.map((one) => ({ id: one, title: one }))}
              value={name === '' ? undefined : name}
              onChange={setChosen}
              placeholder={TEXT.choose}
              isDisabled={hasEnded}
            />
          ) : (
            <TextField
              label={TEXT.who}
              description={TEXT.whoHelp(request.askedBy)}
              value={chosen ?? ''}
              onChange={setChosen}
              isDisabled={hasEnded}
            />
          )}
          <TextField
            label={TEXT.passphrase}
            description={TEXT.passphraseHelp}
            password
            autoFocus={name !== ''}
            inputRef={passphraseField}
            value={passphrase}
            onChange={setPassphrase}
            isDisabled={hasEnded}
            error={failedAt === 'passphrase' && passphrase === '' ? approve.failure?.message : undefined}
          />
        </div>
        <TextArea
          label={TEXT.justification}
          description={TEXT.justificationHelp}
          rows={2}
          value={justification}
          onChange={setJustification}
          onBlur={() => setLeft(true)}
          isDisabled={hasEnded}
          error={isLeft && justification !== '' && !reason.success ? reason.error.issues[0]?.message : undefined}
        />
        <button type="submit" hidden tabIndex={-1} />
      </form>
      {approve.failure && failedAt !== 'passphrase' && <Failure failure={approve.failure} />}
    </Dialog>
  );
}
