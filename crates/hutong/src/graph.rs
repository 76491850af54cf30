//! Conditions as one shared graph of *all*/*any* gates over atoms, each gate after its inputs.
//! The graph knows nothing of children or words: a [`Domain`] says what its values are.

use std::collections::BTreeMap;

/// A node, or its negation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Literal(u32);

impl Literal {
    /// The condition that always holds.
    pub(crate) const TRUE: Literal = Literal(0);
    /// The condition that never holds.
    pub(crate) const FALSE: Literal = Literal(1);

    pub(crate) const fn of(node: usize) -> Literal {
        #[expect(clippy::cast_possible_truncation, reason = "graphs are limited to far fewer nodes")]
        Literal((node as u32) << 1)
    }

    pub(crate) const fn node(self) -> usize {
        (self.0 >> 1) as usize
    }

    /// The number of the literal: twice the node, and one more when negated.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }

    pub(crate) const fn is_negated(self) -> bool {
        self.0 & 1 == 1
    }

    #[must_use]
    pub(crate) const fn not(self) -> Literal {
        Literal(self.0 ^ 1)
    }
}

/// What stands at a node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    /// Holds always. Only node 0.
    True,
    /// An atom, by its number.
    Atom(usize),
    /// Holds when all of its inputs hold.
    All(Box<[Literal]>),
    /// Holds when at least one of its inputs holds.
    Any(Box<[Literal]>),
}

/// A graph in topological order: every input of a gate stands before it.
#[derive(Clone, Debug)]
pub(crate) struct Graph {
    nodes: Vec<Node>,
}

/// What the values of a graph are: the truths of one child, sixty-four children at a time, a formula for a solver …
///
/// An implementation gives the meaning of the atoms and of the three connectives; it must be monotone in knowledge,
/// as Kleene's is, for laws on missing facts to carry over.
pub(crate) trait Domain {
    /// A value at a node.
    type Value: Clone;

    /// The value of the condition that always holds.
    fn always(&self) -> Self::Value;
    /// The value of an atom.
    fn atom(&self, atom: usize) -> Self::Value;
    /// Negation.
    fn not(&self, value: &Self::Value) -> Self::Value;
    /// Both.
    fn and(&self, left: Self::Value, right: Self::Value) -> Self::Value;
    /// At least one.
    fn or(&self, left: Self::Value, right: Self::Value) -> Self::Value;
}

impl Graph {
    pub(crate) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// For each node, whether one of the roots depends on it.
    pub(crate) fn reachable(&self, roots: impl Iterator<Item = Literal>) -> Vec<bool> {
        reachable(&self.nodes, roots)
    }

    /// The value of every node.
    pub(crate) fn evaluate<D: Domain>(&self, domain: &D) -> Vec<D::Value> {
        let mut values = Vec::new();
        self.evaluate_in(domain, &vec![true; self.nodes.len()], &mut values);
        values
    }

    /// The value of every wanted node, in room that is used again; the others get that of the condition that always
    /// holds. A wanted gate's inputs must be wanted: see [`Graph::reachable`].
    pub(crate) fn evaluate_in<D: Domain>(&self, domain: &D, wanted: &[bool], values: &mut Vec<D::Value>) {
        values.clear();
        for (node, wanted) in self.nodes.iter().zip(wanted) {
            let read = |literal: &Literal| {
                let value = &values[literal.node()];
                if literal.is_negated() { domain.not(value) } else { value.clone() }
            };
            let value = match node {
                Node::True => domain.always(),
                _ if !wanted => domain.always(),
                Node::Atom(atom) => domain.atom(*atom),
                Node::All(inputs) => {
                    let joined = inputs.iter().map(read).reduce(|left, right| domain.and(left, right));
                    joined.unwrap_or_else(|| domain.always())
                }
                Node::Any(inputs) => {
                    let joined = inputs.iter().map(read).reduce(|left, right| domain.or(left, right));
                    joined.unwrap_or_else(|| domain.not(&domain.always()))
                }
            };
            values.push(value);
        }
    }
}

fn reachable(nodes: &[Node], roots: impl Iterator<Item = Literal>) -> Vec<bool> {
    let mut reached = vec![false; nodes.len()];
    reached[0] = true;
    for root in roots {
        reached[root.node()] = true;
    }
    for (number, node) in nodes.iter().enumerate().rev() {
        if let (true, Node::All(inputs) | Node::Any(inputs)) = (reached[number], node) {
            for input in inputs {
                reached[input.node()] = true;
            }
        }
    }
    reached
}

/// Builds a graph, each distinct condition once.
#[derive(Debug)]
pub(crate) struct Builder {
    nodes: Vec<Node>,
    known: BTreeMap<Node, usize>,
}

impl Builder {
    pub(crate) fn new() -> Builder {
        Builder { nodes: vec![Node::True], known: BTreeMap::from([(Node::True, 0)]) }
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    fn intern(&mut self, node: Node) -> Literal {
        if let Some(known) = self.known.get(&node) {
            return Literal::of(*known);
        }
        let number = self.nodes.len();
        self.nodes.push(node.clone());
        self.known.insert(node, number);
        Literal::of(number)
    }

    pub(crate) fn atom(&mut self, atom: usize) -> Literal {
        self.intern(Node::Atom(atom))
    }

    /// All of the inputs, in any order; folds constants, repetitions and contradictions.
    pub(crate) fn all(&mut self, inputs: impl IntoIterator<Item = Literal>) -> Literal {
        let Some(inputs) = Self::tidy(inputs, Literal::TRUE) else { return Literal::FALSE };
        match *inputs {
            [] => Literal::TRUE,
            [only] => only,
            _ => self.intern(Node::All(inputs)),
        }
    }

    /// At least one of the inputs, in any order; folds constants, repetitions and tautologies.
    pub(crate) fn any(&mut self, inputs: impl IntoIterator<Item = Literal>) -> Literal {
        let Some(inputs) = Self::tidy(inputs, Literal::FALSE) else { return Literal::TRUE };
        match *inputs {
            [] => Literal::FALSE,
            [only] => only,
            _ => self.intern(Node::Any(inputs)),
        }
    }

    /// The inputs sorted, without the neutral one; nothing when the absorbing one or a pair of opposites is among them.
    ///
    /// A pair of opposites folds to a constant although Kleene's logic would call it undetermined while the
    /// fact is missing: whatever the fact turns out to be, the answer is the same.
    fn tidy(inputs: impl IntoIterator<Item = Literal>, neutral: Literal) -> Option<Box<[Literal]>> {
        let mut inputs: Vec<Literal> = inputs.into_iter().filter(|input| *input != neutral).collect();
        inputs.sort_unstable();
        inputs.dedup();
        let opposites = inputs.windows(2).any(|pair| pair[0] == pair[1].not());
        if opposites || inputs.contains(&neutral.not()) { None } else { Some(inputs.into()) }
    }

    /// The number of the atom at a node, if it is one.
    pub(crate) fn atom_at(&self, node: usize) -> Option<usize> {
        if let Some(Node::Atom(number)) = self.nodes.get(node) { Some(*number) } else { None }
    }

    /// For each node, whether one of the roots depends on it.
    pub(crate) fn reachable(&self, roots: impl Iterator<Item = Literal>) -> Vec<bool> {
        reachable(&self.nodes, roots)
    }

    /// The finished graph of the nodes `kept`, with atom *i* renumbered to `place[i]` at node `1 + place[i]`, gates behind the atoms;
    /// and where each node went.
    pub(crate) fn finish_with_atoms(
        self,
        place: &[usize],
        atoms: usize,
        kept: &[bool],
    ) -> (Graph, Vec<usize>) {
        let mut moved = vec![0; self.nodes.len()];
        let mut next_gate = 1 + atoms;
        for (old, node) in self.nodes.iter().enumerate() {
            if !kept[old] {
                continue;
            }
            moved[old] = match node {
                Node::True => 0,
                Node::Atom(atom) => 1 + place[*atom],
                Node::All(_) | Node::Any(_) => {
                    next_gate += 1;
                    next_gate - 1
                }
            };
        }
        let relocate = |inputs: &[Literal]| -> Box<[Literal]> {
            let mut inputs: Vec<Literal> = inputs
                .iter()
                .map(|input| {
                    let node = Literal::of(moved[input.node()]);
                    if input.is_negated() { node.not() } else { node }
                })
                .collect();
            inputs.sort_unstable();
            inputs.into()
        };
        let mut nodes = vec![Node::True; next_gate];
        for (atom, node) in nodes.iter_mut().skip(1).take(atoms).enumerate() {
            *node = Node::Atom(atom);
        }
        for (old, node) in self.nodes.iter().enumerate().filter(|(old, _)| kept[*old]) {
            nodes[moved[old]] = match node {
                Node::True => Node::True,
                Node::Atom(atom) => Node::Atom(place[*atom]),
                Node::All(inputs) => Node::All(relocate(inputs)),
                Node::Any(inputs) => Node::Any(relocate(inputs)),
            };
        }
        (Graph { nodes }, moved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_conditions_become_one_node_in_any_order() {
        let mut builder = Builder::new();
        let (a, b) = (builder.atom(0), builder.atom(1));
        let left = builder.all([a, b.not()]);
        let right = builder.all([b.not(), a, a]);
        assert_eq!(left, right);
        assert_eq!(builder.any([a, a.not()]), Literal::TRUE);
        assert_eq!(builder.all([a, Literal::FALSE]), Literal::FALSE);
        assert_eq!(builder.any([Literal::FALSE, b]), b);
    }
}
