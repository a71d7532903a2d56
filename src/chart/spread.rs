//! Moves labels apart so that none touches its neighbour, each as near to its mark as can be.

/// A label that wants its middle at `wanted` and takes `size`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Wanted {
    pub(crate) wanted: f64,
    pub(crate) size: f64,
}

/// The middles of all labels, in the order given, between `low` and `high`. Where they need more
/// room than there is, they run over `high`; the lint then says so.
pub(crate) fn spread(labels: &[Wanted], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by(|&a, &b| labels[a].wanted.total_cmp(&labels[b].wanted).then(a.cmp(&b)));

    // Labels that push each other form a run that stands around the mean of their wishes.
    let mut runs: Vec<Run> = Vec::new();
    for &label in &order {
        let Wanted { wanted, size } = labels[label];
        let mut run = Run { labels: vec![label], start_sum: wanted - size / 2.0, size };
        while let Some(before) = runs.last()
            && before.start(low, high) + before.size > run.start(low, high)
        {
            // The later labels would start after the earlier ones.
            run.start_sum -= before.size * run.labels.len() as f64;
            run.start_sum += before.start_sum;
            run.size += before.size;
            run.labels.splice(0..0, before.labels.iter().copied());
            runs.pop();
        }
        runs.push(run);
    }

    let mut middles = vec![0.0; labels.len()];
    for run in &runs {
        let mut at = run.start(low, high);
        for &label in &run.labels {
            middles[label] = at + labels[label].size / 2.0;
            at += labels[label].size;
        }
    }
    middles
}

struct Run {
    labels: Vec<usize>,
    /// Where each of its labels would like the run to start, added up.
    start_sum: f64,
    size: f64,
}

impl Run {
    fn start(&self, low: f64, high: f64) -> f64 {
        let wanted = self.start_sum / self.labels.len() as f64;
        wanted.min(high - self.size).max(low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn middles(wanted: &[f64], size: f64) -> Vec<f64> {
        let labels: Vec<Wanted> = wanted.iter().map(|&wanted| Wanted { wanted, size }).collect();
        spread(&labels, 0.0, 100.0)
    }

    #[test]
    fn labels_with_room_stay_where_they_want_to_be() {
        assert_eq!(middles(&[20.0, 60.0], 10.0), [20.0, 60.0]);
    }

    #[test]
    fn labels_that_touch_give_way_to_both_sides() {
        assert_eq!(middles(&[50.0, 52.0], 10.0), [46.0, 56.0]);
    }

    #[test]
    fn labels_stay_inside_and_keep_their_order() {
        assert_eq!(middles(&[99.0, 98.0, 1.0], 10.0), [95.0, 85.0, 5.0]);
    }
}
