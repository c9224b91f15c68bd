# How often do people come closer than two metres when they walk about in a room?
#
#   Rscript social_distancing.R [room size in metres] [people] [iterations]
#
# Every iteration places the people at random in a square room and lets them walk for five minutes. Counted are the
# meetings: pairs that come closer than two metres. The iterations run in parallel, on all cores of the machine.
# Needs R and nothing else.

library(parallel)

distance <- 2 # metres
steps <- 60 # of five seconds each
stride <- 1.2 # metres a step, on average

given <- commandArgs(trailingOnly = TRUE)
argument <- function(position, name, default) {
  if (length(given) < position) return(default)
  value <- suppressWarnings(as.numeric(given[position]))
  if (is.na(value) || value < 1) stop(name, " must be a number of at least 1, not '", given[position], "'", call. = FALSE)
  value
}
room <- argument(1, "room size", 25)
people <- argument(2, "people", 40)
iterations <- argument(3, "iterations", 200)

# The folder that SageMaker uploads; next to the script when it runs anywhere else.
output <- "/opt/ml/processing/output"
if (!dir.exists(output)) output <- "."

walk <- function(iteration) {
  set.seed(20200 + iteration)
  x <- runif(people, 0, room)
  y <- runif(people, 0, room)
  heading <- runif(people, 0, 2 * pi)
  met <- matrix(FALSE, people, people)
  nearest <- Inf
  for (step in seq_len(steps)) {
    heading <- heading + rnorm(people, sd = 0.6)
    x <- x + stride * cos(heading)
    y <- y + stride * sin(heading)
    # Whoever walks into a wall stops there and turns round.
    outside <- x < 0 | x > room | y < 0 | y > room
    heading[outside] <- heading[outside] + pi
    x <- pmin(pmax(x, 0), room)
    y <- pmin(pmax(y, 0), room)
    between <- as.matrix(dist(cbind(x, y)))
    diag(between) <- Inf
    nearest <- min(nearest, between)
    met <- met | between < distance
  }
  data.frame(
    iteration = iteration,
    meetings = sum(met) / 2,
    people_involved = sum(rowSums(met) > 0),
    nearest_metres = round(nearest, 3)
  )
}

cores <- if (.Platform$OS.type == "windows") 1 else max(1, detectCores())
cat(sprintf("%d people in a room of %g x %g m, %d iterations on %d cores\n", people, room, room, iterations, cores))

batches <- split(seq_len(iterations), ceiling(seq_len(iterations) * min(10, iterations) / iterations))
results <- list()
for (batch in batches) {
  parts <- mclapply(batch, walk, mc.cores = cores)
  results <- c(results, parts)
  cat(sprintf("%4.0f%%  iteration %d of %d, %.1f meetings so far\n", 100 * length(results) / iterations,
    length(results), iterations, mean(vapply(results, function(part) part$meetings, 0))))
}
results <- do.call(rbind, results)
write.csv(results, file.path(output, "meetings.csv"), row.names = FALSE)

png(file.path(output, "meetings.png"), width = 1600, height = 1000, res = 170)
par(mar = c(4.5, 4.5, 3, 1), las = 1)
hist(results$meetings, breaks = 30, col = "#4a90d9", border = "white", xlab = "meetings in five minutes",
  ylab = "iterations", main = sprintf("%d people, %g x %g m", people, room, room))
abline(v = mean(results$meetings), col = "#d0453e", lwd = 3)
legend("topright", bty = "n", lwd = 3, col = "#d0453e", legend = sprintf("mean %.1f", mean(results$meetings)))
invisible(dev.off())

cat(sprintf("Mean of %d iterations: %.2f meetings closer than %g m\n", iterations, mean(results$meetings), distance))
