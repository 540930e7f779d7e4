namespace Tiphys.Api.Core.V1;

/// <summary>All values of <c>Signal</c>.</summary>
public static class Signal
{
    public const string SIGABRT = "SIGABRT";

    public const string SIGALRM = "SIGALRM";

    public const string SIGBUS = "SIGBUS";

    public const string SIGCHLD = "SIGCHLD";

    public const string SIGCLD = "SIGCLD";

    public const string SIGCONT = "SIGCONT";

    public const string SIGFPE = "SIGFPE";

    public const string SIGHUP = "SIGHUP";

    public const string SIGILL = "SIGILL";

    public const string SIGINT = "SIGINT";

    public const string SIGIO = "SIGIO";

    public const string SIGIOT = "SIGIOT";

    public const string SIGKILL = "SIGKILL";

    public const string SIGPIPE = "SIGPIPE";

    public const string SIGPOLL = "SIGPOLL";

    public const string SIGPROF = "SIGPROF";

    public const string SIGPWR = "SIGPWR";

    public const string SIGQUIT = "SIGQUIT";

    public const string SIGSEGV = "SIGSEGV";

    public const string SIGSTKFLT = "SIGSTKFLT";

    public const string SIGSTOP = "SIGSTOP";

    public const string SIGSYS = "SIGSYS";

    public const string SIGTERM = "SIGTERM";

    public const string SIGTRAP = "SIGTRAP";

    public const string SIGTSTP = "SIGTSTP";

    public const string SIGTTIN = "SIGTTIN";

    public const string SIGTTOU = "SIGTTOU";

    public const string SIGURG = "SIGURG";

    public const string SIGUSR1 = "SIGUSR1";

    public const string SIGUSR2 = "SIGUSR2";

    public const string SIGVTALRM = "SIGVTALRM";

    public const string SIGWINCH = "SIGWINCH";

    public const string SIGXCPU = "SIGXCPU";

    public const string SIGXFSZ = "SIGXFSZ";

    public const string SIGRTMIN = "SIGRTMIN";

    public const string SIGRTMINPLUS1 = "SIGRTMIN+1";

    public const string SIGRTMINPLUS2 = "SIGRTMIN+2";

    public const string SIGRTMINPLUS3 = "SIGRTMIN+3";

    public const string SIGRTMINPLUS4 = "SIGRTMIN+4";

    public const string SIGRTMINPLUS5 = "SIGRTMIN+5";

    public const string SIGRTMINPLUS6 = "SIGRTMIN+6";

    public const string SIGRTMINPLUS7 = "SIGRTMIN+7";

    public const string SIGRTMINPLUS8 = "SIGRTMIN+8";

    public const string SIGRTMINPLUS9 = "SIGRTMIN+9";

    public const string SIGRTMINPLUS10 = "SIGRTMIN+10";

    public const string SIGRTMINPLUS11 = "SIGRTMIN+11";

    public const string SIGRTMINPLUS12 = "SIGRTMIN+12";

    public const string SIGRTMINPLUS13 = "SIGRTMIN+13";

    public const string SIGRTMINPLUS14 = "SIGRTMIN+14";

    public const string SIGRTMINPLUS15 = "SIGRTMIN+15";

    public const string SIGRTMAXMINUS14 = "SIGRTMAX-14";

    public const string SIGRTMAXMINUS13 = "SIGRTMAX-13";

    public const string SIGRTMAXMINUS12 = "SIGRTMAX-12";

    public const string SIGRTMAXMINUS11 = "SIGRTMAX-11";

    public const string SIGRTMAXMINUS10 = "SIGRTMAX-10";

    public const string SIGRTMAXMINUS9 = "SIGRTMAX-9";

    public const string SIGRTMAXMINUS8 = "SIGRTMAX-8";

    public const string SIGRTMAXMINUS7 = "SIGRTMAX-7";

    public const string SIGRTMAXMINUS6 = "SIGRTMAX-6";

    public const string SIGRTMAXMINUS5 = "SIGRTMAX-5";

    public const string SIGRTMAXMINUS4 = "SIGRTMAX-4";

    public const string SIGRTMAXMINUS3 = "SIGRTMAX-3";

    public const string SIGRTMAXMINUS2 = "SIGRTMAX-2";

    public const string SIGRTMAXMINUS1 = "SIGRTMAX-1";

    public const string SIGRTMAX = "SIGRTMAX";
}
