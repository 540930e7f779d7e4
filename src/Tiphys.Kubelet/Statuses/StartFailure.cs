namespace Tiphys.Kubelet.Statuses;

/// <summary>Why a container that should run does not: what its state <c>waiting</c> says.</summary>
/// <param name="Reason">For example <c>CrashLoopBackOff</c>.</param>
/// <param name="Message">For people.</param>
internal sealed record StartFailure(string Reason, string Message)
{
    public const string CrashLoopBackOff = "CrashLoopBackOff";
    public const string ErrImagePull = "ErrImagePull";
    public const string ImagePullBackOff = "ImagePullBackOff";
    public const string ErrImageNeverPull = "ErrImageNeverPull";
    public const string InvalidImageName = "InvalidImageName";
    public const string ImageInspectError = "ImageInspectError";
    public const string CreateContainerConfigError = "CreateContainerConfigError";
    public const string CreateContainerError = "CreateContainerError";
    public const string RunContainerError = "RunContainerError";
    public const string PostStartHookError = "PostStartHookError";
}
