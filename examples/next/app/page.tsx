import { connection } from "next/server";
import { Usage } from "./usage";

export default async function Page() {
  // Each answer has a nonce of its own.
  await connection();
  return <Usage />;
}
