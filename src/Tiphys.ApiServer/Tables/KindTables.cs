using Tiphys.ApiServer.Tables.Access;
using Tiphys.ApiServer.Tables.Admission;
using Tiphys.ApiServer.Tables.Apps;
using Tiphys.ApiServer.Tables.Autoscaling;
using Tiphys.ApiServer.Tables.Batch;
using Tiphys.ApiServer.Tables.Core;
using Tiphys.ApiServer.Tables.Networking;
using Tiphys.ApiServer.Tables.Resources;
using Tiphys.ApiServer.Tables.Server;
using Tiphys.ApiServer.Tables.Storage;

namespace Tiphys.ApiServer.Tables;

/// <summary>The tables of the built-in kinds.</summary>
internal static class KindTables
{
    public static IEnumerable<KindTable> All =>
    [
        .. CoreTables.All, .. WorkloadTables.All, .. BatchTables.All, .. AutoscalingTables.All, .. NetworkingTables.All, .. StorageTables.All,
        .. AccessTables.All, .. AdmissionTables.All, .. ResourceTables.All, .. ServerTables.All,
    ];
}
