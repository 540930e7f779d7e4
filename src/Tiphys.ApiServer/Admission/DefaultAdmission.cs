using Tiphys.ApiServer.Admission.Certificates;
using Tiphys.ApiServer.Admission.Classes;
using Tiphys.ApiServer.Admission.Limits;
using Tiphys.ApiServer.Admission.Nodes;
using Tiphys.ApiServer.Admission.Pods;
using Tiphys.ApiServer.Admission.PodSecurity;
using Tiphys.ApiServer.Admission.Quotas;
using Tiphys.ApiServer.InProcess;

namespace Tiphys.ApiServer.Admission;

/// <summary>The admission plug-ins that upstream runs by default, in its order (pkg/kubeapiserver/options/plugins.go).</summary>
public static class DefaultAdmission
{
    /// <summary>Adds them to a server behind its namespace life cycle, and NodeRestriction, which every cluster turns on.</summary>
    /// <param name="server">The server, before its first request.</param>
    public static void Install(ApiServerCore server)
    {
        var objects = new StoredObjects(server.Store, server.Registry);
        IAdmissionPlugin[] plugins =
        [
            new LimitRangerPlugin(objects),
            new ServiceAccountPlugin(objects, server.Clock),
            new NodeRestrictionPlugin(objects),
            new TaintNodesByConditionPlugin(),
            new PodSecurityPlugin(objects),
            new PriorityPlugin(objects),
            new DefaultTolerationSecondsPlugin(),
            new DefaultStorageClassPlugin(objects),
            new StorageObjectInUseProtectionPlugin(),
            new PersistentVolumeClaimResizePlugin(objects),
            new RuntimeClassPlugin(objects),
            new CertificateSignerPlugin(server),
            new CertificateSubjectRestrictionPlugin(),
            new DefaultIngressClassPlugin(objects),
            new PodTopologyLabelsPlugin(objects),
            new PodResizePlugin(objects),
        ];
        for (var i = 0; i < plugins.Length; i++)
        {
            server.Admission.Insert(i + 1, plugins[i]);
        }

        server.Admission.Add(new ResourceQuotaPlugin(objects, ServerClient.Of(server), server.Clock));
    }
}
