//! The graph laid out for one record: a line of steps, each the smaller of two truths, without a branch.
//! The same graph as [`crate::graph`], not another copy of the rules; a test holds the two equal.
//!
//! Most facts of most children are alike: no finding, no disability, no custody. So the truths of one ordinary record
//! are kept, and for a child only the steps are taken that depend on a fact in which the child differs from it.

use crate::Truth;
use crate::graph::{Graph, Literal, Node};

/// Room for the truths of every literal: a literal and its negation stand side by side.
///
/// The size is fixed so that indices need no check; [`MOST_LITERALS`] bounds every policy. Truths stand as their
/// numbers, so that a step is an *and* for the literal and an *or* for its negation.
#[derive(Clone)]
pub(crate) struct Values(Box<[u8; MOST_LITERALS]>);

/// The most literals of a policy: a power of two.
pub(crate) const MOST_LITERALS: usize = 1 << 13;
const MASK: usize = MOST_LITERALS - 1;

/// One step: `out` becomes the smaller of `left` and `right`, and its negation the larger of theirs.
///
/// Of eight bytes, so that its place in the line is a shift.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(8))]
struct Step {
    left: u16,
    right: u16,
    out: u16,
}

/// The steps of a graph.
#[derive(Clone, Debug)]
pub(crate) struct Steps {
    line: Vec<Step>,
    /// The line in words of 64 steps, as sets of steps have them; the last is filled up with steps that nothing takes.
    words: Vec<[Step; 64]>,
    /// How many steps, from the first, settle the verdict; the rest are for duties, referrals and the form.
    verdict: usize,
    /// How many literals have a place among the values.
    literals: usize,
}

/// A set of steps, bit *i* for step *i*. Its size is fixed, so that joining two sets is a few vector instructions; where
/// there are more steps than it has room for, a record takes all of them.
pub(crate) type StepSet = [u64; 8];

impl Default for Values {
    fn default() -> Values {
        let mut values = Values(Box::new([0; MOST_LITERALS]));
        values.set(0, Truth::Yes);
        values
    }
}

impl std::fmt::Debug for Values {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Values")
    }
}

impl Values {
    /// The truth of a literal.
    #[inline]
    pub(crate) fn get(&self, literal: Literal) -> Truth {
        truth(self.0[literal.index() & MASK])
    }

    /// Whether a literal has a truth.
    #[inline]
    pub(crate) fn is(&self, literal: Literal, truth: Truth) -> bool {
        self.0[literal.index() & MASK] == truth as u8
    }

    /// The truth of a node.
    #[inline]
    pub(crate) fn node(&self, node: usize) -> Truth {
        truth(self.0[(node << 1) & MASK])
    }

    /// Settles a node and its negation.
    #[inline]
    pub(crate) fn set(&mut self, node: usize, truth: Truth) {
        self.set_number(node, truth as u8);
    }

    /// The same by the number of the truth.
    #[inline]
    pub(crate) fn set_number(&mut self, node: usize, truth: u8) {
        let place = (node << 1) & MASK;
        self.0[place] = truth;
        self.0[place ^ 1] = negation(truth);
    }

    /// Settles the atoms by the numbers of their truths. Atom *i* stands at node 1 + *i*.
    #[inline]
    pub(crate) fn set_atoms(&mut self, truths: impl Iterator<Item = u8>) {
        let (pairs, _) = self.0.as_chunks_mut::<2>();
        for (pair, truth) in pairs.iter_mut().skip(1).zip(truths) {
            *pair = [truth, negation(truth)];
        }
    }

    #[inline]
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "three loads are less than one and the shifts to part it"
    )]
    fn take(&mut self, step: &Step) {
        let (left, right) = (step.left as usize & MASK, step.right as usize & MASK);
        let out = step.out as usize & MASK;
        let truths = [self.0[left] & self.0[right], self.0[left ^ 1] | self.0[right ^ 1]];
        self.0[out] = truths[0];
        self.0[out ^ 1] = truths[1];
    }
}

/// The truth that has a number.
#[inline]
pub(crate) fn truth(number: u8) -> Truth {
    const TRUTHS: [Truth; 4] = [Truth::No, Truth::Undetermined, Truth::Undetermined, Truth::Yes];
    TRUTHS[usize::from(number & 3)]
}

/// The number of the negation of the truth that has a number: 3, 1, 0 for 0, 1, 3.
#[inline]
fn negation(number: u8) -> u8 {
    (0b_00_00_01_11 >> (2 * number)) & 3
}

impl Steps {
    /// Lays out a graph; nothing when it has more literals than there is room for.
    ///
    /// `verdict` are the literals that the verdict reads: their steps come first.
    pub(crate) fn lay_out(graph: &Graph, verdict: impl Iterator<Item = Literal>) -> Option<Steps> {
        let wanted = graph.reachable(verdict);
        let mut steps = Steps { line: Vec::new(), words: Vec::new(), verdict: 0, literals: 0 };
        let mut next_spare = graph.nodes().len();
        for first_part in [true, false] {
            for (number, node) in
                graph.nodes().iter().enumerate().filter(|(number, _)| wanted[*number] == first_part)
            {
                match node {
                    Node::True | Node::Atom(_) => {}
                    Node::All(inputs) => steps.gate(inputs.to_vec(), Literal::of(number), &mut next_spare),
                    // At least one of them: not all of their negations.
                    Node::Any(inputs) => {
                        let inputs = inputs.iter().map(|input| input.not()).collect();
                        steps.gate(inputs, Literal::of(number).not(), &mut next_spare);
                    }
                }
            }
            if first_part {
                steps.verdict = steps.line.len();
            }
        }
        steps.literals = next_spare << 1;
        let word =
            |steps: &[Step]| std::array::from_fn(|place| steps.get(place).copied().unwrap_or_default());
        steps.words = steps.line.chunks(64).map(word).collect();
        (steps.literals <= MOST_LITERALS).then_some(steps)
    }

    /// *All* of the inputs, two at a time, as a tree that is no deeper than it must be.
    fn gate(&mut self, mut inputs: Vec<Literal>, out: Literal, next_spare: &mut usize) {
        let number = |literal: Literal| u16::try_from(literal.index()).unwrap_or(u16::MAX);
        while inputs.len() > 2 {
            let mut joined = Vec::with_capacity(inputs.len().div_ceil(2));
            for pair in inputs.chunks(2) {
                joined.push(match *pair {
                    [left, right] => {
                        let spare = Literal::of(*next_spare);
                        *next_spare += 1;
                        self.line.push(Step { left: number(left), right: number(right), out: number(spare) });
                        spare
                    }
                    _ => pair[0],
                });
            }
            inputs = joined;
        }
        if let [left, right] = *inputs {
            self.line.push(Step { left: number(left), right: number(right), out: number(out) });
        }
    }

    /// The steps that depend on some nodes, in order.
    pub(crate) fn cone(&self, nodes: impl Iterator<Item = usize>) -> Vec<u16> {
        let mut touched = vec![false; MOST_LITERALS];
        for node in nodes {
            touched[node] = true;
        }
        let depends = |(number, step): (usize, &Step)| {
            let depends = touched[usize::from(step.left >> 1)] || touched[usize::from(step.right >> 1)];
            touched[usize::from(step.out >> 1)] |= depends;
            depends.then(|| u16::try_from(number).ok()).flatten()
        };
        self.line.iter().enumerate().filter_map(depends).collect()
    }

    /// The set of some steps, given by their numbers in ascending order.
    pub(crate) fn set_of(numbers: &[u16]) -> StepSet {
        let mut set = StepSet::default();
        for number in numbers.iter().copied().map(usize::from) {
            if let Some(word) = set.get_mut(number / 64) {
                *word |= 1 << (number % 64);
            }
        }
        set
    }

    /// Whether a set has room for every step.
    pub(crate) fn fit_a_set(&self) -> bool {
        self.line.len() <= StepSet::default().len() * 64
    }

    /// Takes the steps that the verdict needs, or every step.
    #[inline]
    pub(crate) fn take_all(&self, verdict_only: bool, values: &mut Values) {
        let end = if verdict_only { self.verdict } else { self.line.len() };
        for step in self.line.iter().take(end) {
            values.take(step);
        }
    }

    /// Takes the steps of a set that the verdict needs, or all of it, in order.
    #[inline]
    pub(crate) fn take_some(&self, set: &StepSet, verdict_only: bool, values: &mut Values) {
        let mut left = if verdict_only { self.verdict } else { self.line.len() };
        for (bits, steps) in set.iter().zip(&self.words) {
            let mut bits = if left < 64 { bits & ((1 << left) - 1) } else { *bits };
            left = left.saturating_sub(64);
            while bits != 0 {
                values.take(&steps[bits.trailing_zeros() as usize & 63]);
                bits &= bits - 1;
            }
        }
    }

    /// Makes `values` a copy of `others`, as far as steps use them.
    #[inline]
    pub(crate) fn copy(&self, others: &Values, values: &mut Values) {
        if let (Some(to), Some(from)) = (values.0.get_mut(..self.literals), others.0.get(..self.literals)) {
            to.copy_from_slice(from);
        }
    }

    /// Takes one step, and tells the node and its truth before when that changed.
    #[inline]
    pub(crate) fn retake(&self, number: u16, values: &mut Values) -> Option<(usize, Truth)> {
        let step = *self.line.get(usize::from(number))?;
        let node = usize::from(step.out >> 1);
        let before = values.node(node);
        values.take(&step);
        (values.node(node) != before).then_some((node, before))
    }
}

#[cfg(test)]
mod tests {
    use crate::assessment::work::{fill_values, truth_of};
    use crate::graph::Domain;
    use crate::policy::program::Program;
    use crate::{Policy, Scratch, Truth};

    /// The truths of one record, straight by Kleene's tables.
    struct Truths<'a>(&'a Program, &'a [u32]);

    impl Domain for Truths<'_> {
        type Value = Truth;
        fn always(&self) -> Truth {
            Truth::Yes
        }
        fn atom(&self, atom: usize) -> Truth {
            let atom = self.0.atoms[atom];
            truth_of(self.1[atom.fact], atom.holds)
        }
        fn not(&self, value: &Truth) -> Truth {
            value.not()
        }
        fn and(&self, left: Truth, right: Truth) -> Truth {
            left.and(right)
        }
        fn or(&self, left: Truth, right: Truth) -> Truth {
            left.or(right)
        }
    }

    /// Sixty-four records at once, a bit each: certainly yes, certainly no. The block that many children will use.
    struct Planes<'a>(&'a Program, &'a [Vec<u32>]);

    impl Domain for Planes<'_> {
        type Value = (u64, u64);
        fn always(&self) -> (u64, u64) {
            (u64::MAX, 0)
        }
        fn atom(&self, atom: usize) -> (u64, u64) {
            let atom = self.0.atoms[atom];
            let mut planes = (0, 0);
            for (place, sets) in self.1.iter().enumerate() {
                match truth_of(sets[atom.fact], atom.holds) {
                    Truth::Yes => planes.0 |= 1 << place,
                    Truth::No => planes.1 |= 1 << place,
                    Truth::Undetermined => {}
                }
            }
            planes
        }
        fn not(&self, value: &(u64, u64)) -> (u64, u64) {
            (value.1, value.0)
        }
        fn and(&self, left: (u64, u64), right: (u64, u64)) -> (u64, u64) {
            (left.0 & right.0, left.1 | right.1)
        }
        fn or(&self, left: (u64, u64), right: (u64, u64)) -> (u64, u64) {
            (left.0 | right.0, left.1 & right.1)
        }
    }

    #[test]
    fn steps_and_a_block_of_sixty_four_agree_with_kleenes_tables_on_every_node() {
        let policy = Policy::builtin("puning-2024").expect("it comes with the library");
        let program = &policy.program;
        let mut seed = 35u64;
        let mut draw = move || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            seed >> 33
        };
        for round in 0..40 {
            // From records that are nearly ordinary to records in which nothing is.
            let block: Vec<Vec<u32>> = (0..64)
                .map(|_| {
                    let ordinary = program.facts.iter().zip(&program.ordinary.sets);
                    ordinary
                        .map(|(fact, ordinary)| match draw() % 40 {
                            chance if chance >= round => *ordinary,
                            0 => fact.any,
                            _ => fact
                                .answers
                                .iter()
                                .copied()
                                .cycle()
                                .nth(usize::try_from(draw() % 16).unwrap_or(0))
                                .unwrap_or(fact.any),
                        })
                        .collect()
                })
                .collect();
            let planes = program.graph.evaluate(&Planes(program, &block));
            let mut scratch = Scratch::default();
            for (place, sets) in block.iter().enumerate() {
                let truths = program.graph.evaluate(&Truths(program, sets));
                fill_values(program, sets, false, &mut scratch.values);
                for (node, truth) in truths.iter().enumerate() {
                    assert_eq!(scratch.values.node(node), *truth, "node {node}");
                    let bits = (planes[node].0 >> place & 1, planes[node].1 >> place & 1);
                    assert_eq!(
                        bits,
                        (u64::from(*truth == Truth::Yes), u64::from(*truth == Truth::No)),
                        "node {node}"
                    );
                }
            }
        }
    }
}
