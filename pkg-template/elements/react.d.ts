/**
 * Types of the elements for React 19, which sets their properties, and listens to their events with props named `on`
 * plus the event's name:
 *
 * ```tsx
 * import type {} from "thingspace-aggregate/elements/react";
 *
 * <usage-request base-url="/api" onusage-request-queued={({ detail }) => save(detail.receipts)} />
 * ```
 */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type {
  UsageReport,
  UsageReportAttributes,
  UsageReportEventMap,
  UsageReportProperties,
  UsageRequest,
  UsageRequestAttributes,
  UsageRequestEventMap,
  UsageRequestProperties,
} from "../elements.js";

/** The props of an element: its attributes, its properties, and a listener for each event. */
type Props<Element, Attributes, Properties, Events> = DetailedHTMLProps<HTMLAttributes<Element>, Element> &
  Attributes &
  Properties & { [Type in keyof Events & string as `on${Type}`]?: ((event: Events[Type]) => void) | undefined };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "usage-request": Props<UsageRequest, UsageRequestAttributes, UsageRequestProperties, UsageRequestEventMap>;
      "usage-report": Props<UsageReport, UsageReportAttributes, UsageReportProperties, UsageReportEventMap>;
    }
  }
}
