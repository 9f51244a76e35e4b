import { Component, type ReactNode } from 'react';
import { Button, Callout } from '../components/index.js';
import styles from './ErrorBoundary.module.css';
import { BROKEN } from './strings.js';

interface State {
  readonly error: Error | undefined;
}

/** A view that broke says so calmly, and the rest of the window goes on. `resetOn`: another value tries again. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode; readonly resetOn?: unknown }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate(before: { readonly resetOn?: unknown }): void {
    if (this.state.error && before.resetOn !== this.props.resetOn) this.setState({ error: undefined });
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className={styles['broken']}>
        <Callout
          tone="bad"
          live
          title={BROKEN.title}
          advice={BROKEN.advice}
          actions={<Button onPress={() => this.setState({ error: undefined })}>{BROKEN.again}</Button>}
        >
          {BROKEN.text}
          <details>
            <summary>{BROKEN.what}</summary>
            <code>{error.message}</code>
          </details>
        </Callout>
      </div>
    );
  }
}
