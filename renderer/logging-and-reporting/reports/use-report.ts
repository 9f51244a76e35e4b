import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReportView } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import { useCall, type AnswerFailure } from '../../stores/index.js';
import type { ReportRequest } from './report-request.js';

export interface ShownReport {
  readonly report: ReportView | undefined;
  readonly busy: boolean;
  readonly failure: AnswerFailure | undefined;
  /** Makes it anew. */
  readonly make: () => void;
}

/** The report of a request; made anew when another one is asked for. What was asked for last is shown. */
export function useReport(request: ReportRequest | undefined): ShownReport {
  const { run, busy, failure } = useCall(bridge().loggingAndReporting.report);
  const [report, setReport] = useState<ReportView>();
  const newest = useRef(0);
  const { kind, withinDays, group } = request ?? {};
  const make = useCallback(() => {
    if (kind === undefined) return;
    const mine = (newest.current += 1);
    const more = { ...(withinDays === undefined ? {} : { withinDays }), ...(group === undefined ? {} : { group }) };
    void run({ kind, ...more }).then((answer) => {
      if (answer.ok && mine === newest.current) setReport(answer.value);
    });
  }, [kind, withinDays, group, run]);
  useEffect(make, [make]);
  return { report, busy, failure, make };
}
