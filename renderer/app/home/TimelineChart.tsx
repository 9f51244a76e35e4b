import type { ReactNode } from 'react';
import { Badge, classesOf, daysUntil, formatDays, formatUtc } from '../../components/index.js';
import { HOME } from './strings.js';
import { placeOf, type Timeline, type TimelineBar, type TimelineRow } from './timeline.js';
import styles from './TimelineChart.module.css';

const c = classesOf(styles);
const WIDTH = 1000;
const HEIGHT = 22;
const MOST_ROWS = 10;

/** The versions of every group over time, drawn; the same stands below as a table. */
export function TimelineChart({ timeline, now }: { readonly timeline: Timeline; readonly now: number }): ReactNode {
  const rows = timeline.rows.slice(0, MOST_ROWS);
  const more = timeline.rows.length - rows.length;
  return (
    <div className={c('timeline')}>
      <div className={c('chart')}>
        {rows.map((row) => (
          <Row key={row.groupId} row={row} timeline={timeline} now={now} />
        ))}
        <Axis timeline={timeline} now={now} />
      </div>
      <Legend />
      {more > 0 && <p className={c('soft')}>{HOME.more(more)}</p>}
      <details className={c('details')}>
        <summary>{HOME.timelineTable}</summary>
        <TimelineTable rows={timeline.rows} />
      </details>
    </div>
  );
}

function Row(props: { readonly row: TimelineRow; readonly timeline: Timeline; readonly now: number }): ReactNode {
  const { row, timeline, now } = props;
  const x = (moment: number): number => placeOf(timeline, moment) * WIDTH;
  return (
    <>
      <span className={c('name')} title={row.name}>
        {row.practice ? (
          <Badge tone="practice" plain>
            {row.name}
          </Badge>
        ) : (
          row.name
        )}
      </span>
      {/* Hidden from screen readers: the words beside it and the table below say the same. */}
      <svg className={c('bars')} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {timeline.ticks.map((tick) => (
          <line key={tick} className={c('grid')} x1={x(tick)} x2={x(tick)} y1={0} y2={HEIGHT} />
        ))}
        {row.bars.map((bar) => (
          <Bar key={bar.version} bar={bar} from={x(bar.from)} to={x(bar.to)} />
        ))}
        {row.nextRotation !== undefined && (
          <>
            {/* A pale line below it, so that it shows on a bar too. */}
            <path className={c('halo')} d={`M${x(row.nextRotation)} 0v${HEIGHT}`} vectorEffect="non-scaling-stroke" />
            <path
              className={c('rotation')}
              d={`M${x(row.nextRotation)} 1v${HEIGHT - 2}`}
              vectorEffect="non-scaling-stroke"
            />
          </>
        )}
        <path className={c('halo')} d={`M${x(now)} 0v${HEIGHT}`} vectorEffect="non-scaling-stroke" />
        <line className={c('now')} x1={x(now)} x2={x(now)} y1={0} y2={HEIGHT} vectorEffect="non-scaling-stroke" />
      </svg>
      <span className={c('words')}>{wordsOf(row, now)}</span>
    </>
  );
}

function Bar({ bar, from, to }: { readonly bar: TimelineBar; readonly from: number; readonly to: number }): ReactNode {
  const [y, height] = bar.active ? [4, 14] : [8, 6];
  return (
    <g>
      <title>{`${bar.keyName}: ${formatUtc(bar.from, 'day')} to ${formatUtc(bar.to, 'day')}`}</title>
      <rect
        className={c('bar', bar.active ? 'active' : 'older')}
        x={from}
        y={y}
        width={Math.max(2, to - from - 2)}
        height={height}
        vectorEffect="non-scaling-stroke"
      />
      {bar.endsByExpiry && (
        <line
          className={c('expiry')}
          x1={to - 1}
          x2={to - 1}
          y1={1}
          y2={HEIGHT - 1}
          vectorEffect="non-scaling-stroke"
        />
      )}
    </g>
  );
}

function Axis({ timeline, now }: { readonly timeline: Timeline; readonly now: number }): ReactNode {
  const at = (moment: number): { readonly left: string } => ({ left: `${placeOf(timeline, moment) * 100}%` });
  const near = (timeline.to - timeline.from) / 14;
  return (
    <div className={c('axis')} aria-hidden="true">
      {timeline.ticks
        .filter((tick) => Math.abs(tick - now) > near && timeline.to - tick > near / 2)
        .map((tick) => (
          <span key={tick} className={c('tick')} style={at(tick)}>
            {formatUtc(tick, 'day').slice(0, 7)}
          </span>
        ))}
      <span className={c('tick', 'nowLabel')} style={at(now)}>
        {HOME.now}
      </span>
    </div>
  );
}

function Legend(): ReactNode {
  return (
    <ul className={c('legend')}>
      {(['active', 'older', 'expiry', 'rotation'] as const).map((kind) => (
        <li key={kind}>
          <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
            {kind === 'active' && <rect className={c('bar', 'active')} x="1" y="2" width="16" height="10" />}
            {kind === 'older' && <rect className={c('bar', 'older')} x="1" y="5" width="16" height="5" />}
            {kind === 'expiry' && <path className={c('expiry')} d="M9 1v12" />}
            {kind === 'rotation' && <path className={c('rotation')} d="M9 1v12" />}
          </svg>
          {HOME.legend[kind]}
        </li>
      ))}
    </ul>
  );
}

function TimelineTable({ rows }: { readonly rows: readonly TimelineRow[] }): ReactNode {
  return (
    <div className={c('tableFrame')}>
      <table className={c('table')}>
        <thead>
          <tr>
            {Object.entries(HOME.columns).map(([id, title]) => (
              <th key={id} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.flatMap((row) =>
            row.bars.toReversed().map((bar) => (
              <tr key={bar.version}>
                <td>{row.name}</td>
                <td>{bar.keyName}</td>
                <td>
                  <code>{bar.version.slice(0, 8)}</code>
                </td>
                <td>{formatUtc(bar.from, 'day')}</td>
                <td>{bar.active && !bar.endsByExpiry ? HOME.noExpiry : formatUtc(bar.to, 'day')}</td>
                <td>{bar.active ? HOME.active : HOME.older}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}

function wordsOf(row: TimelineRow, now: number): string {
  if (!row.hasActive) return HOME.noActive;
  if (row.expiresOn === undefined) return HOME.noExpiry;
  const text = formatDays(daysUntil(row.expiresOn, now));
  return row.expiresOn <= now ? HOME.expired(text) : HOME.expires(text);
}
