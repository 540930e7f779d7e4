namespace Tiphys.Api.Core.V1;

/// <summary>What a lifecycle hook does; exactly one member must be filled in.</summary>
[ApiType("io.k8s.api.core.v1.LifecycleHandler")]
public sealed partial record LifecycleHandler
{
    /// <summary>Runs a command inside the container and waits for it to finish.</summary>
    [ApiField("exec", 1, OmitEmpty = true, Optional = true)]
    public partial ExecAction? Exec { get; init; }

    /// <summary>Sends an HTTP GET request to the container or to another host.</summary>
    [ApiField("httpGet", 2, OmitEmpty = true, Optional = true)]
    public partial HTTPGetAction? HTTPGet { get; init; }

    /// <summary>Kept only for compatibility; TCP hooks are not supported and fail when run.</summary>
    [ApiField("tcpSocket", 3, OmitEmpty = true, Optional = true)]
    public partial TCPSocketAction? TCPSocket { get; init; }

    /// <summary>Lets the container wait for a given number of seconds.</summary>
    [ApiField("sleep", 4, OmitEmpty = true, Optional = true)]
    public partial SleepAction? Sleep { get; init; }
}
