import { useEffect, useState } from 'react';
import type { Answer } from '../../../shared/contract/index.js';
import { filePath } from '../../../shared/contract/parts.js';
import type { ExportReceipt } from '../../../shared/domain/log-event.js';
import { bridge } from '../../bridge.js';
import { useCall, type AnswerFailure } from '../../stores/index.js';
import { fileName, withFormat, type FileFormat } from './file-names.js';

export interface ExportRequest<F extends FileFormat> {
  readonly file: string;
  readonly format: F;
  readonly overwrite: boolean;
}
export type RunExport<F extends FileFormat> = (request: ExportRequest<F>) => Promise<Answer<ExportReceipt>>;

export interface ExportForm<F extends FileFormat> {
  readonly format: F;
  readonly setFormat: (format: F) => void;
  readonly file: string;
  readonly setFile: (file: string) => void;
  /** What is wrong with the name of the file. */
  readonly fileError: string | undefined;
  /** The system's own dialog. */
  readonly browse: () => Promise<void>;
  readonly start: (overwrite: boolean) => Promise<void>;
  readonly busy: boolean;
  /** The file is there already; it is asked whether it may go. */
  readonly exists: boolean;
  readonly failure: AnswerFailure | undefined;
  readonly receipt: ExportReceipt | undefined;
}

/** Where to, in which format, and what came of it. */
export function useExport<F extends FileFormat>(stem: string, first: F, run: RunExport<F>): ExportForm<F> {
  const [format, setFormat] = useState(first);
  const [typed, setTyped] = useState<string>();
  const [suggested, setSuggested] = useState<string>();
  const [receipt, setReceipt] = useState<ExportReceipt>();
  const exporting = useCall(run);
  const choosing = useCall(bridge().loggingAndReporting.chooseFile);
  const file = withFormat(typed ?? suggested ?? '', format);
  const checked = filePath.safeParse(file);
  const exists = exporting.failure?.code === 'file-exists';

  useEffect(() => {
    let isStale = false;
    void bridge()
      .loggingAndReporting.suggestFile({ name: fileName(stem, first, Date.now()) })
      .then((answer) => {
        if (!isStale && answer.ok) setSuggested(answer.value.file);
      });
    return () => {
      isStale = true;
    };
  }, [stem, first]);

  const setFile = (next: string): void => {
    setTyped(next);
    exporting.clear();
  };
  return {
    format,
    setFormat: (next) => {
      setFormat(next);
      if (typed !== undefined) setTyped(withFormat(typed, next));
      exporting.clear();
    },
    file,
    setFile,
    // While the suggestion is on its way nothing is wrong yet.
    fileError:
      checked.success || (typed === undefined && suggested === undefined)
        ? undefined
        : checked.error.issues[0]?.message,
    browse: async () => {
      const answer = await choosing.run({ file });
      if (answer.ok && answer.value.file !== undefined) setFile(answer.value.file);
    },
    start: async (overwrite) => {
      const answer = await exporting.run({ file, format, overwrite });
      if (answer.ok) setReceipt(answer.value);
    },
    busy: exporting.busy,
    exists,
    failure: exists ? choosing.failure : (exporting.failure ?? choosing.failure),
    receipt,
  };
}
