# A first look at the museum's visitors, as one writes it on one's own machine. It knows nothing of SageMaker:
# relative paths, files in the working directory, a bare plot(). "Run on SageMaker" runs it unchanged.

visitors <- read.csv("data/visitors.csv")
visitors$date <- as.Date(visitors$date)
visitors$weekend <- as.POSIXlt(visitors$date)$wday %in% c(0, 6)
cat("Read", nrow(visitors), "hours of", length(unique(visitors$date)), "days\n")

fit <- lm(log(visitors + 1) ~ poly(hour, 2) + weekend, data = visitors)
print(summary(fit))
write.csv(as.data.frame(coef(summary(fit))), "coefficients.csv")

if (requireNamespace("ggplot2", quietly = TRUE)) {
  library(ggplot2)
  picture <- ggplot(visitors, aes(hour, visitors, colour = weekend)) +
    geom_jitter(width = 0.2, alpha = 0.6) +
    geom_smooth(method = "loess", formula = y ~ x, se = FALSE) +
    theme_minimal(base_size = 14)
  ggsave("by-hour.png", picture, width = 8, height = 5, dpi = 150)
} else {
  png("by-hour.png", width = 1200, height = 750, res = 150)
  boxplot(visitors ~ hour, data = visitors, col = "#4a90d9", border = "#333333")
  invisible(dev.off())
}

# Without a device of its own, R draws this into Rplots.pdf.
plot(aggregate(visitors ~ date, data = visitors, sum), type = "b", main = "Visitors a day")
cat("Done\n")
