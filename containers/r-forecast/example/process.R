# A processing job: how the trips to Melbourne went by quarters, and how three models see the years to come.
suppressPackageStartupMessages({
  library(dplyr)
  library(fable)
  library(feasts)
  library(ggplot2)
  library(tsibble)
})

arguments <- commandArgs(trailingOnly = TRUE)
months <- if (length(arguments) > 0) as.integer(arguments[[1]]) else 60L

trips <- tourism |>
  filter(Region == "Melbourne") |>
  summarise(trips = sum(Trips))
forecasts <- trips |>
  fabletools::model(ets = ETS(trips), naive = SNAIVE(trips), trend = TSLM(trips ~ trend() + season())) |>
  fabletools::forecast(h = months / 3)

out <- "/opt/ml/processing/output"
readr::write_csv(as_tibble(forecasts) |> transmute(model = .model, quarter = format(Quarter), mean = .mean),
  file.path(out, "forecasts.csv"))
readr::write_csv(fabletools::features(trips, trips, feat_stl), file.path(out, "features.csv"))
plot <- ggplot(as_tibble(forecasts), aes(as.Date(Quarter), .mean, colour = .model)) +
  geom_line(data = mutate(as_tibble(trips), .mean = trips, .model = "so far")) +
  geom_line() +
  labs(title = "Besuche in Melbourne für die nächsten Jahre", x = NULL, y = "trips (thousand)")
ggsave(file.path(out, "forecasts.png"), plot, width = 6, height = 3)
writeLines(Sys.getlocale("LC_CTYPE"))
