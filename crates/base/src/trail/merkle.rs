//! The tree of RFC 6962 §2.1 over the trail: leaves in, a root and proofs out.
//!
//! Only the [`Frontier`] is kept between two seals: the roots of the whole
//! subtrees, one for each 1 in the number of leaves. That is all one needs to
//! go on, so sealing reads what is new and nothing else. (The crate `ct-merkle`
//! keeps every leaf in memory and cannot go on from a stored state; the tests
//! hold this file against it and against the vectors of RFC 6962.)

use sha2::{Digest as _, Sha256};

use crate::ids::hex;

/// SHA-256 of a node or a leaf.
pub type Hash = [u8; 32];

/// The hash of a leaf: `SHA-256(0x00 ‖ data)`.
#[must_use]
pub fn leaf(data: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(data).finalize().into()
}

/// The hash above two others: `SHA-256(0x01 ‖ left ‖ right)`.
fn above(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The right edge of a tree: enough to add leaves and to say the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    roots: Vec<Hash>,
}

impl Frontier {
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds the hash of the next leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        let mut level = self.size;
        while level & 1 == 1 {
            if let Some(left) = self.roots.pop() {
                hash = above(&left, &hash);
            }
            level >>= 1;
        }
        self.roots.push(hash);
        self.size += 1;
    }

    /// The root of the whole tree; of no leaves, the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut roots = self.roots.iter().rev();
        let Some(last) = roots.next() else { return Sha256::digest(b"").into() };
        roots.fold(*last, |right, left| above(left, &right))
    }

    /// The subtrees' roots in hex, one a line.
    #[must_use]
    pub fn text(&self) -> String {
        self.roots.iter().map(|r| hex(r)).collect::<Vec<_>>().join("\n")
    }

    /// What [`Frontier::text`] wrote for a tree of this size; `None` when it cannot be one.
    #[must_use]
    pub fn parse(size: u64, text: &str) -> Option<Self> {
        let roots: Vec<Hash> = text.lines().map(unhex).collect::<Option<_>>()?;
        (u32::try_from(roots.len()).ok()? == size.count_ones()).then_some(Self { size, roots })
    }
}

fn unhex(text: &str) -> Option<Hash> {
    let mut hash = [0_u8; 32];
    if text.len() != 64 {
        return None;
    }
    for (byte, place) in hash.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(text.get(place..place + 2)?, 16).ok()?;
    }
    Some(hash)
}

/// The root over these leaves.
#[must_use]
pub fn root(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::default();
    leaves.iter().for_each(|leaf| frontier.push(*leaf));
    frontier.root()
}

/// The proof that the tree over the first `old` leaves is the beginning of the
/// tree over all of them (RFC 6962 §2.1.2). Empty when `old` is none or all.
#[must_use]
pub fn consistency(leaves: &[Hash], old: usize) -> Vec<Hash> {
    if old == 0 || old >= leaves.len() { Vec::new() } else { subproof(leaves, old, true) }
}

fn subproof(leaves: &[Hash], old: usize, whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if whole { Vec::new() } else { vec![root(leaves)] };
    }
    // The largest power of two below the number of leaves.
    let split = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(split);
    if old <= split {
        let mut proof = subproof(left, old, whole);
        proof.push(root(right));
        proof
    } else {
        let mut proof = subproof(right, old - split, false);
        proof.push(root(left));
        proof
    }
}

/// Whether `proof` shows that `new` goes on from `old` (RFC 9162 §2.1.4.2): for
/// whoever holds two checkpoints and not the trail.
#[must_use]
pub fn is_consistent(old: (u64, &Hash), new: (u64, &Hash), proof: &[Hash]) -> bool {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size == 0 || old_size >= new_size {
        return old_size <= new_size && proof.is_empty() && (old_size == 0 || old_root == new_root);
    }
    let (mut at_old, mut at_new) = (old_size - 1, new_size - 1);
    while at_old & 1 == 1 {
        (at_old, at_new) = (at_old >> 1, at_new >> 1);
    }
    let mut steps = proof.iter();
    let first = if old_size.is_power_of_two() { Some(old_root) } else { steps.next() };
    let Some(first) = first else { return false };
    let (mut seen_old, mut seen_new) = (*first, *first);
    for step in steps {
        if at_new == 0 {
            return false;
        }
        if at_old & 1 == 1 || at_old == at_new {
            (seen_old, seen_new) = (above(step, &seen_old), above(step, &seen_new));
            while at_old & 1 == 0 && at_old != 0 {
                (at_old, at_new) = (at_old >> 1, at_new >> 1);
            }
        } else {
            seen_new = above(&seen_new, step);
        }
        (at_old, at_new) = (at_old >> 1, at_new >> 1);
    }
    at_new == 0 && seen_old == *old_root && seen_new == *new_root
}

#[cfg(test)]
mod tests {
    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use ct_merkle::{ConsistencyProof, RootHash};
    use proptest::prelude::*;

    use super::*;

    /// The leaves and roots of the reference implementation of RFC 6962 (certificate-transparency, `merkle_tree_test.cc`).
    const LEAVES: [&[u8]; 8] = [
        b"", b"\x00", b"\x10", b"\x20\x21", b"\x30\x31", b"\x40\x41\x42\x43", b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    const ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    #[test]
    fn the_roots_are_those_of_rfc_6962() {
        let leaves: Vec<Hash> = LEAVES.iter().map(|l| leaf(l)).collect();
        for (size, expected) in ROOTS.iter().enumerate() {
            assert_eq!(hex(&root(&leaves[..size])), *expected, "{size} leaves");
        }
    }

    #[test]
    fn the_consistency_proofs_are_those_of_rfc_6962() {
        let leaves: Vec<Hash> = LEAVES.iter().map(|l| leaf(l)).collect();
        let told = |old, new| consistency(&leaves[..new], old).iter().map(|h| hex(h)[..8].to_owned()).collect::<Vec<_>>();

        assert_eq!(told(1, 1), Vec::<String>::new());
        assert_eq!(told(1, 8), ["96a296d2", "5f083f0a", "6b47aaf2"]);
        assert_eq!(told(6, 8), ["0ebc5d34", "ca854ea1", "d37ee418"]);
        assert_eq!(told(2, 5), ["5f083f0a", "bc1a0643"]);
    }

    proptest! {
        #[test]
        fn roots_and_proofs_agree_with_another_implementation(sizes in (1_usize..200, 0_usize..200)) {
            let (old, more) = sizes;
            let data: Vec<Vec<u8>> = (0..old + more).map(|n| n.to_be_bytes().to_vec()).collect();
            let leaves: Vec<Hash> = data.iter().map(|d| leaf(d)).collect();
            let mut theirs = MemoryBackedTree::<sha2::Sha256, Vec<u8>>::new();
            data.iter().for_each(|d| theirs.push(d.clone()));
            prop_assert_eq!(Hash::from(*theirs.root().as_bytes()), root(&leaves));

            let (old_root, new_root) = (root(&leaves[..old]), root(&leaves));
            let proof = consistency(&leaves, old);
            prop_assert!(is_consistent((old as u64, &old_root), (leaves.len() as u64, &new_root), &proof));
            if more > 0 {
                let given = ConsistencyProof::<sha2::Sha256>::try_from_bytes(proof.concat()).unwrap();
                let old_tree = RootHash::<sha2::Sha256>::new(old_root.into(), old as u64);
                prop_assert!(theirs.root().verify_consistency(&old_tree, &given).is_ok());
            }
        }

        #[test]
        fn a_proof_of_another_history_does_not_hold(old in 1_usize..60, more in 1_usize..60, at in 0_usize..60) {
            let mut leaves: Vec<Hash> = (0..old + more).map(|n| leaf(&n.to_be_bytes())).collect();
            let old_root = root(&leaves[..old]);
            leaves[at % old] = leaf(b"another");
            let proof = consistency(&leaves, old);
            prop_assert!(!is_consistent((old as u64, &old_root), (leaves.len() as u64, &root(&leaves)), &proof));
        }

        #[test]
        fn a_frontier_goes_on_from_its_text(first in 0_u64..100, more in 0_u64..100) {
            let mut whole = Frontier::default();
            (0..first).for_each(|n| whole.push(leaf(&n.to_be_bytes())));
            let mut later = Frontier::parse(first, &whole.text()).unwrap();
            prop_assert_eq!(&later, &whole);
            for n in first..first + more {
                later.push(leaf(&n.to_be_bytes()));
                whole.push(leaf(&n.to_be_bytes()));
            }
            prop_assert_eq!(later.root(), whole.root());
        }

        #[test]
        fn nonsense_is_no_frontier(size in 0_u64..9, text in "[0-9a-fx\n]{0,130}") {
            if let Some(frontier) = Frontier::parse(size, &text) {
                prop_assert_eq!(frontier.text(), text.trim_end_matches('\n'));
            }
        }
    }
}
