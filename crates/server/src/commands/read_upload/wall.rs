//! The wall around the reader of uploads: limits, and a filter of system calls.
//!
//! After [`raise`] this process can read what is open, move in it, write to what is open, ask for
//! memory, and leave. The kernel ends it at the first call that is none of these
//! (SIGSYS), so a file that takes the reader over still opens nothing, reaches
//! nobody and starts nothing. The filter is a list of what is allowed: a call
//! that nobody thought of is refused.

use base::Failure;
use rlimit::Resource;

/// Most memory it may map, in bytes.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// Raises the wall; nothing takes it down again. `seconds` is the most processor
/// time that is left.
///
/// # Errors
/// When the system refuses: then nothing is read.
pub fn raise(seconds: u64) -> Result<(), Failure> {
    for (what, most) in [(Resource::AS, MEMORY), (Resource::CPU, seconds), (Resource::FSIZE, 0), (Resource::CORE, 0), (Resource::NOFILE, 3), (Resource::NPROC, 0)] {
        rlimit::setrlimit(what, most, most).map_err(|e| Failure::broken("limiting the reader", e))?;
    }
    filter()
}

/// What a reader needs: bytes in, bytes out, memory, the clock's and the lock's calls of
/// the C library, and the way out. `mmap` may not make memory that runs.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")))]
fn filter() -> Result<(), Failure> {
    use seccompiler::{BpfProgram, SeccompAction, SeccompCmpArgLen as Len, SeccompCmpOp as Op, SeccompCondition, SeccompFilter, SeccompRule};

    let fail = |e: &dyn std::fmt::Display| Failure::broken("raising the wall around the reader", e);
    let broken = |e: seccompiler::BackendError| fail(&e);
    let always = [
        libc::SYS_read, libc::SYS_readv, libc::SYS_lseek, libc::SYS_write, libc::SYS_writev,
        libc::SYS_munmap, libc::SYS_mremap, libc::SYS_madvise, libc::SYS_brk,
        libc::SYS_futex, libc::SYS_sched_yield, libc::SYS_clock_gettime, libc::SYS_getrandom,
        libc::SYS_rt_sigprocmask, libc::SYS_rt_sigreturn, libc::SYS_sigaltstack, libc::SYS_restart_syscall,
        libc::SYS_exit, libc::SYS_exit_group,
    ];
    // The third argument of both is the protection asked for.
    let runs = u64::from(libc::PROT_EXEC.unsigned_abs());
    let not_to_run = SeccompCondition::new(2, Len::Dword, Op::MaskedEq(runs), 0).map_err(broken)?;
    let not_to_run = SeccompRule::new(vec![not_to_run]).map_err(broken)?;
    let guarded = [libc::SYS_mmap, libc::SYS_mprotect].map(|call| (call, vec![not_to_run.clone()]));
    let rules = always.into_iter().map(|call| (call, Vec::new())).chain(guarded).collect();
    let here = std::env::consts::ARCH.try_into().map_err(broken)?;
    let program: BpfProgram = SeccompFilter::new(rules, SeccompAction::KillProcess, SeccompAction::Allow, here)
        .and_then(TryInto::try_into)
        .map_err(broken)?;
    seccompiler::apply_filter(&program).map_err(|e| fail(&e))
}

/// Elsewhere the limits are the whole wall.
#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64"))))]
#[expect(clippy::unnecessary_wraps, reason = "on Linux it can fail")]
fn filter() -> Result<(), Failure> {
    Ok(())
}

/// What a reader that was taken over would try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Forbidden {
    /// Look into a file
    Open,
    /// Call somebody over the network
    Socket,
    /// Start a program
    Program,
    /// Start a second thread
    Thread,
    /// List the names in a folder
    Folder,
    /// Remove a file
    Remove,
}

impl Forbidden {
    /// Tries it. Behind the wall this does not come back.
    ///
    /// # Errors
    /// What the system answered, where there is no filter.
    pub fn attempt(self) -> std::io::Result<()> {
        match self {
            Self::Open => std::fs::File::open("/etc/hostname").map(drop),
            Self::Socket => std::net::UdpSocket::bind("127.0.0.1:0").map(drop),
            Self::Program => std::process::Command::new("/bin/true").status().map(drop),
            Self::Thread => std::thread::Builder::new().spawn(|| ()).map(drop),
            Self::Folder => std::fs::metadata("/").map(drop),
            Self::Remove => std::fs::remove_file("/nowhere/at-all"),
        }
    }
}
