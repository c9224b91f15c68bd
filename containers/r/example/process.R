# A processing job: reads what the job was given, computes in parallel, draws, writes what the job gives.
library(foreach)
library(ggplot2)

arguments <- commandArgs(trailingOnly = TRUE)
rows <- if (length(arguments) > 0) as.integer(arguments[[1]]) else 100L

doParallel::registerDoParallel(2)
means <- foreach(seed = 1:4, .combine = c) %dopar% {
  set.seed(seed)
  mean(rnorm(rows))
}
future::plan(future::multicore, workers = 2)
roots <- furrr::future_map_dbl(c(1, 4, 9), sqrt)

out <- "/opt/ml/processing/output"
readr::write_csv(dplyr::tibble(seed = 1:4, mean = means), file.path(out, "means.csv"))
plot <- ggplot(data.frame(seed = 1:4, mean = means), aes(seed, mean)) + geom_col() + ggtitle("Mittelwerte für jeden Lauf")
ggsave(file.path(out, "means.png"), plot, width = 4, height = 3)
writeLines(jsonlite::toJSON(list(roots = roots, place = Sys.getlocale("LC_CTYPE")), auto_unbox = TRUE))
