"""Summarises the visitors of a museum: a table by weekday, a bar chart and a heat map by hour.

    python3 visitors.py [folder with CSV files]

Reads every CSV file of the input channel `data` (columns: date, hour, visitors). Needs Python 3.8 or newer and
nothing else: the chart is an SVG written as text, the heat map a PNG written by hand.
"""

import csv
import datetime
import pathlib
import struct
import sys
import zlib

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
CHANNEL = pathlib.Path("/opt/ml/processing/input/data")
OUTPUT = pathlib.Path("/opt/ml/processing/output")


def find_input():
    """The folder given, else the input channel, else the folder `data` beside this script."""
    if len(sys.argv) > 1:
        return pathlib.Path(sys.argv[1])
    return CHANNEL if CHANNEL.is_dir() else pathlib.Path(__file__).parent / "data"


def read(folder):
    files = sorted(folder.rglob("*.csv"))
    if not files:
        sys.exit(f"There is no CSV file in {folder}: give the job an input named 'data'.")
    rows = []
    for file in files:
        with file.open(newline="", encoding="utf-8-sig") as stream:
            for row in csv.DictReader(stream):
                weekday = datetime.date.fromisoformat(row["date"]).weekday()
                rows.append((weekday, int(row["hour"]), int(row["visitors"])))
        print(f"{file.name}: {len(rows)} rows so far", flush=True)
    return rows


def average(values):
    return sum(values) / len(values) if values else 0.0


def write_table(path, rows):
    with path.open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream)
        table.writerow(["weekday", "hours", "visitors", "mean_per_hour", "busiest_hour"])
        for number, name in enumerate(WEEKDAYS):
            day = [(hour, visitors) for weekday, hour, visitors in rows if weekday == number]
            if day:
                counts = [visitors for _, visitors in day]
                busiest = max(day, key=lambda entry: entry[1])[0]
                table.writerow([name, len(day), sum(counts), f"{average(counts):.1f}", busiest])


def write_chart(path, rows):
    width, height, left, bottom = 900, 480, 70, 420
    means = [average([v for weekday, _, v in rows if weekday == number]) for number in range(7)]
    top = max(means) or 1
    shapes = []
    for number, mean in enumerate(means):
        tall = mean / top * 320
        x = left + 20 + number * 114
        shapes.append(f'<rect x="{x}" y="{bottom - tall:.1f}" width="84" height="{tall:.1f}" rx="3" fill="#4a90d9"/>')
        shapes.append(f'<text x="{x + 42}" y="{bottom - tall - 10:.1f}" text-anchor="middle">{mean:.0f}</text>')
        shapes.append(f'<text x="{x + 42}" y="{bottom + 26}" text-anchor="middle">{WEEKDAYS[number][:3]}</text>')
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="18">'
        f'<rect width="100%" height="100%" fill="white"/>'
        f'<text x="{left}" y="44" font-size="24">Visitors per hour, by weekday</text>{"".join(shapes)}'
        f'<line x1="{left}" y1="{bottom}" x2="{width - 20}" y2="{bottom}" stroke="#555"/></svg>\n',
        encoding="utf-8",
    )


def colour(share):
    """From pale yellow over orange to dark red."""
    stops = [(255, 250, 220), (253, 174, 97), (215, 48, 39), (103, 0, 31)]
    position = min(max(share, 0.0), 1.0) * (len(stops) - 1)
    index = min(int(position), len(stops) - 2)
    part = position - index
    return bytes(round(a + (b - a) * part) for a, b in zip(stops[index], stops[index + 1]))


def write_heat_map(path, rows, cell=48):
    hours = sorted({hour for _, hour, _ in rows})
    means = [[average([v for w, h, v in rows if (w, h) == (weekday, hour)]) for hour in hours] for weekday in range(7)]
    top = max(max(line) for line in means) or 1
    pixels = b""
    for line in means:
        scan = b"\0" + b"".join(colour(mean / top) * cell for mean in line)
        pixels += scan * cell

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", cell * len(hours), cell * 7, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")
    )


def main():
    folder = find_input()
    print(f"Reading {folder}", flush=True)
    rows = read(folder)
    output = OUTPUT if OUTPUT.is_dir() else pathlib.Path(".")
    write_table(output / "weekdays.csv", rows)
    write_chart(output / "weekdays.svg", rows)
    write_heat_map(output / "hours.png", rows)
    print(f"{len(rows)} hours, {sum(visitors for _, _, visitors in rows)} visitors: weekdays.csv, weekdays.svg, hours.png")


if __name__ == "__main__":
    main()
