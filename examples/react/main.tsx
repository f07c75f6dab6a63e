import { createRoot } from "react-dom/client";
import { Usage } from "./usage.tsx";

const place = document.querySelector("main");
if (place) createRoot(place).render(<Usage />);
