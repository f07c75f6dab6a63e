import { ReportButton } from "./report-button.jsx";

export default function Page() {
  return (
    <>
      <ReportButton baseUrl="/api/node" />
      <ReportButton baseUrl="/api/edge" />
    </>
  );
}
