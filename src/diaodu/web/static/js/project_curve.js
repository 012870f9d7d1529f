// Draws the year's curve from the data of its table. Amounts come in fen; the axis shows them in ten thousand yuan.
const place = document.getElementById("curve");
const data = JSON.parse(document.getElementById("curve-data").textContent);
const table = document.getElementById("curve-table");
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const shown = (fen) => (fen / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 });

function options() {
  const ink = token("ink-2"), line = token("line"), font = token("font");
  const series = (key, colour, more) => ({
    name: data.words[key], type: "line", data: data[key], symbolSize: 6, connectNulls: false,
    itemStyle: { color: colour }, lineStyle: { color: colour, width: 2, ...more },
  });
  return {
    animation: false,
    textStyle: { fontFamily: font, color: ink },
    grid: { left: 8, right: 16, top: 36, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { color: ink } },
    tooltip: {
      trigger: "axis", backgroundColor: token("sheet"), borderColor: line, textStyle: { color: token("ink") },
      valueFormatter: (fen) => (fen == null ? "○" : `${shown(fen)} ${data.words.unit}`),
    },
    xAxis: { type: "category", data: data.months, axisLabel: { color: ink, hideOverlap: true }, axisLine: { lineStyle: { color: line } } },
    yAxis: { type: "value", axisLabel: { color: ink, formatter: shown }, splitLine: { lineStyle: { color: line } } },
    series: [series("planned", token("ink-3"), { type: "dashed" }), series("reached", token("brand"), {})],
  };
}

place.hidden = false;
table.open = false;
const chart = echarts.init(place, null, { renderer: "svg" });
chart.setOption(options());
addEventListener("resize", () => chart.resize());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chart.setOption(options()));
addEventListener("beforeprint", () => (table.open = true));
