import { Component } from 'react'
import type { ReactNode } from 'react'

type ErrorBoundaryProps = {
  /** Drawn instead of the broken part; `retry` draws the part anew. */
  renderBroken: (retry: () => void) => ReactNode
  /** A change of this value is a new start: another conversation should not inherit the failure of the last. */
  resetKey?: string | null
  children: ReactNode
}

type ErrorBoundaryState = { failed: boolean; key: string | null | undefined }

/** Keeps a failure inside its pane. React offers no function for this, hence the class. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failed: false, key: this.props.resetKey }

  static getDerivedStateFromError(): Partial<ErrorBoundaryState> {
    return { failed: true }
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState): ErrorBoundaryState | null {
    return props.resetKey === state.key ? null : { failed: false, key: props.resetKey }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return this.props.renderBroken(() => this.setState({ failed: false }))
  }
}
