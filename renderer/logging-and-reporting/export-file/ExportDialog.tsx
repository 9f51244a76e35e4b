import { useId, type ReactNode } from 'react';
import type { ExportReceipt } from '../../../shared/domain/log-event.js';
import {
  Button,
  Callout,
  Dialog,
  ExportIcon,
  Failure,
  RadioGroup,
  TextField,
  classesOf,
} from '../../components/index.js';
import { useSession } from '../../stores/index.js';
import { EXPORT } from '../strings.js';
import styles from './ExportDialog.module.css';
import { Receipt } from './Receipt.js';
import type { FileFormat } from './file-names.js';
import { useExport, type ExportForm, type RunExport } from './use-export.js';

const c = classesOf(styles);

export interface ExportDialogProps<F extends FileFormat> {
  readonly title: string;
  /** Said when it succeeded. */
  readonly doneTitle: string;
  /** The beginning of the suggested file's name. */
  readonly name: string;
  readonly formats: readonly [F, ...F[]];
  readonly run: RunExport<F>;
  readonly onClose: () => void;
  /** Something to be said of what was written. */
  readonly noteOf?: ((receipt: ExportReceipt) => ReactNode) | undefined;
  /** More to choose, above the file. */
  readonly children?: ReactNode;
}

/** [Export File]: which format, where to; answers with file, rows and SHA-256. */
export function ExportDialog<F extends FileFormat>(props: ExportDialogProps<F>): ReactNode {
  const { title, doneTitle, formats, run, onClose, noteOf } = props;
  const form = useExport(props.name, formats[0], run);
  const formId = useId();
  const { receipt } = form;
  const canStart = form.file.trim() !== '' && form.fileError === undefined;
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      busy={form.busy}
      footer={
        <>
          {!receipt && (
            <Button onPress={onClose} isDisabled={form.busy}>
              {EXPORT.cancel}
            </Button>
          )}
          {/* One button in every state: what a screen reader was told of it while it was busy stays true. */}
          <MainButton key="main" form={form} formId={formId} canStart={canStart} onClose={onClose} />
        </>
      }
    >
      {receipt ? (
        <Receipt title={doneTitle} receipt={receipt} note={noteOf?.(receipt)} />
      ) : (
        <form
          id={formId}
          noValidate
          className={c('form')}
          onSubmit={(event) => {
            event.preventDefault();
            if (canStart && !form.busy && !form.exists) void form.start(false);
          }}
        >
          {formats.length > 1 && <Formats formats={formats} form={form} />}
          {props.children}
          <FileField form={form} />
          <button type="submit" hidden tabIndex={-1} />
        </form>
      )}
      {form.exists && (
        <Callout tone="warn" live title={EXPORT.exists} advice={EXPORT.existsAdvice}>
          {EXPORT.existsText(form.file)}
        </Callout>
      )}
      {form.failure && <Failure failure={form.failure} />}
    </Dialog>
  );
}

function MainButton<F extends FileFormat>(props: {
  readonly form: ExportForm<F>;
  readonly formId: string;
  readonly canStart: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { form, formId, canStart, onClose } = props;
  if (form.receipt) {
    return (
      <Button variant="primary" onPress={onClose}>
        {EXPORT.close}
      </Button>
    );
  }
  if (form.exists) {
    return (
      <Button variant="danger" busy={form.busy} onPress={() => void form.start(true)}>
        {EXPORT.overwrite}
      </Button>
    );
  }
  return (
    <Button type="submit" form={formId} variant="primary" icon={<ExportIcon />} busy={form.busy} isDisabled={!canStart}>
      {EXPORT.ok}
    </Button>
  );
}

function Formats<F extends FileFormat>(props: {
  readonly formats: readonly F[];
  readonly form: ExportForm<F>;
}): ReactNode {
  const { formats, form } = props;
  return (
    <RadioGroup<F>
      label={EXPORT.format}
      value={form.format}
      onChange={form.setFormat}
      options={formats.map((format) => {
        const { title, note } = EXPORT.formats[format];
        return { id: format, title, note };
      })}
    />
  );
}

function FileField<F extends FileFormat>({ form }: { readonly form: ExportForm<F> }): ReactNode {
  const hasDialogs = useSession((state) => state.session?.nativeDialogs === true);
  return (
    <div className={c('file')}>
      <TextField
        label={EXPORT.file}
        description={EXPORT.fileHelp}
        error={form.fileError}
        value={form.file}
        onChange={form.setFile}
        mono
      />
      {hasDialogs && <Button onPress={() => void form.browse()}>{EXPORT.browse}</Button>}
    </div>
  );
}
