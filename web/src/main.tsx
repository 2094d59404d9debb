import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./shell/App";
import "./style/base.css";
import "./style/shell.css";
import "./style/panels.css";
import "./style/lists.css";
import "./style/charts.css";
import "./style/alerts.css";
import "./style/print.css";

const page = document.getElementById("page");
if (page) createRoot(page).render(<StrictMode><App /></StrictMode>);
